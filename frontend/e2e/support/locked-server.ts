import { test as base } from '@playwright/test';
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
