import { test as base, type Page } from '@playwright/test';
import { FalconEye } from './falcon-eye';
import { ScriptedModel } from './scripted-model';

interface Fixtures {
  /** What the assistant of the server talks to. */
  model: ScriptedModel;
  /** A server that asks who is calling, as it is after the installation. */
  server: FalconEye;
}

export const test = base.extend<Fixtures>({
  model: async ({}, use) => {
    const model = await ScriptedModel.launch();
    await use(model);
    await model.dispose();
  },
  server: async ({ model }, use) => {
    const server = await FalconEye.launch({
      AUTH_MODE: 'on',
      ANTHROPIC_BASE_URL: model.url,
      ANTHROPIC_API_KEY: ScriptedModel.key,
      CHATBOT_TOOLS: 'start_camera',
    });
    await use(server);
    await server.dispose();
  },
  baseURL: async ({ server }, use) => {
    await use(server.url);
  },
});

/** The password of everyone here. */
export const password = 'violet tractor moon';

export { expect } from '@playwright/test';

/** Fills the form that makes the first administrator, and sends it. */
export async function makeAdministrator(page: Page, name = 'anna'): Promise<void> {
  await page.getByLabel('User name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('Repeat the password').fill(password);
  await page.getByRole('button', { name: 'Make the administrator' }).click();
}
