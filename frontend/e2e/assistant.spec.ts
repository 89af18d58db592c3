import { FalconEye } from './support/falcon-eye';
import { Nginx } from './support/nginx';
import { ScriptedModel } from './support/scripted-model';
import { expect, test as base } from './support/test';

const somewhere = 'rtsp://127.0.0.1:9/nothing';

/** A server whose assistant talks to a scripted model, with its acting tools on. */
const test = base.extend<{ model: ScriptedModel }>({
  model: async ({}, use) => {
    const model = await ScriptedModel.launch();
    await use(model);
    await model.dispose();
  },
  server: async ({ model }, use) => {
    const server = await FalconEye.launch({
      ANTHROPIC_BASE_URL: model.url,
      ANTHROPIC_API_KEY: ScriptedModel.key,
      HEARTBEAT_SECONDS: '1',
      CHATBOT_TOOLS: 'list_cameras,get_camera,start_camera,update_camera,look_at_camera',
    });
    await use(server);
    await server.dispose();
  },
});

test('A question is answered with what was looked up, a link that keeps the conversation, and a copy', async ({
  page,
  server,
  model,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const camera = { name: 'Front Door', protocol: 'rtsp' as const, source_url: somewhere };
  const { id } = await server.request<{ id: string }>('POST', '/cameras/', camera);
  model.says(
    { tools: [{ name: 'get_camera', input: { camera: 'Front Door' } }] },
    { text: ['It is **stopped**: ', `[Front Door](/cameras/${id}).`] },
  );
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Open the assistant' }).click();
  const panel = page.getByRole('complementary', { name: 'Assistant' });
  await panel.getByLabel('Message').fill('How is Front Door?');
  await panel.getByLabel('Message').press('Enter');

  await expect(panel.getByText('It is stopped: Front Door.')).toBeVisible();
  // Once the answer is complete, the stored one takes its place, with its list closed.
  await expect(panel.getByRole('button', { name: 'Send' })).toBeVisible();
  await panel.getByText('Looked something up').click();
  await expect(panel.getByText('Looking up Front Door')).toBeVisible();
  await panel.getByRole('button', { name: 'Copy answer' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('It is **stopped**');

  await panel.getByRole('link', { name: 'Front Door' }).click();
  await expect(page).toHaveURL(new RegExp(`/cameras/${id}$`));
  await expect(panel.getByText('It is stopped: Front Door.')).toBeVisible();
});

test('A proposal changes the camera when it is confirmed, and nothing when it is declined', async ({
  page,
  server,
  model,
}) => {
  const camera = { name: 'Gate', protocol: 'rtsp' as const, source_url: somewhere };
  const { id } = await server.request<{ id: string }>('POST', '/cameras/', camera);
  const wish = (name: string) => ({ tools: [{ name: 'update_camera', input: { camera: id, name } }] });
  model.says(wish('Garden'), { text: ['Please confirm.'] }, wish('Garage'), {
    text: ['Please confirm again.'],
  });
  await page.goto('/cameras');
  await page.getByRole('button', { name: 'Open the assistant' }).click();
  const panel = page.getByRole('complementary', { name: 'Assistant' });

  await panel.getByLabel('Message').fill('Call it Garden.');
  await panel.getByRole('button', { name: 'Send' }).click();
  await expect(panel.getByText('Please confirm.')).toBeVisible();
  const card = panel.getByRole('region', { name: 'Proposed change' });
  await expect(card).toContainText('Change "Gate": name.');
  await expect(card).toContainText('GateGarden');
  await expect(page.getByRole('link', { name: 'Gate' })).toBeVisible();
  await card.getByRole('button', { name: 'Confirm' }).click();
  await expect(card).toContainText('Confirmed by somebody.');
  await expect(page.getByRole('link', { name: 'Garden' })).toBeVisible();

  await panel.getByLabel('Message').fill('Call it Garage.');
  await panel.getByRole('button', { name: 'Send' }).click();
  await expect(panel.getByText('Please confirm again.')).toBeVisible();
  const second = panel.getByRole('region', { name: 'Proposed change' }).last();
  await second.getByRole('button', { name: 'Decline' }).click();
  await expect(second).toContainText('Declined by somebody.');
  await expect(page.getByRole('link', { name: 'Garden' })).toBeVisible();
});

test('A conversation is renamed and found again after a reload, with the picture that was looked at', async ({
  page,
  server,
  model,
  mjpegCamera,
}) => {
  await server.runCamera({ name: 'Yard', protocol: 'http', source_url: mjpegCamera.url });
  await expect
    .poll(
      async () =>
        (await server.request<{ cameras: { status: string }[] }>('GET', '/cameras/')).cameras[0]?.status,
    )
    .toBe('running');
  model.says(
    { tools: [{ name: 'look_at_camera', input: { camera: 'Yard' } }] },
    { text: ['A test picture.'] },
  );
  const panel = page.getByRole('complementary', { name: 'Assistant' });
  // The first look at the conversation has the question alone, and comes when the answer is complete.
  await page.route(
    /\/api\/chat\/sessions\/[^/]+$/,
    async (route) => {
      const early = await route.fetch();
      await expect(panel.getByText('A test picture.')).toBeVisible();
      await route.fulfill({ response: early }).catch(() => undefined);
    },
    { times: 1 },
  );
  await page.goto('/cameras');
  await page.getByRole('button', { name: 'Open the assistant' }).click();
  await panel.getByLabel('Message').fill('What is in the yard?');
  await panel.getByLabel('Message').press('Enter');
  await expect(panel.getByText('A test picture.')).toBeVisible();
  await expect(panel.getByRole('img', { name: /^Yard, / })).toBeVisible();

  await panel.getByRole('button', { name: 'Conversations' }).click();
  await panel.getByRole('button', { name: 'Actions: What is in the yard?' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await panel.getByLabel('Name of the conversation').fill('The yard');
  await panel.getByLabel('Name of the conversation').press('Enter');
  await expect(panel.getByRole('button', { name: 'The yard', exact: true })).toBeVisible();

  await page.reload();
  await page.getByRole('button', { name: 'Open the assistant' }).click();
  await panel.getByRole('button', { name: 'Conversations' }).click();
  await panel.getByRole('button', { name: 'The yard', exact: true }).click();
  await expect(panel.getByText('A test picture.')).toBeVisible();
  const picture = panel.getByRole('img', { name: /^Yard, / });
  await expect(picture).toBeVisible();
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
});

test('An answer is stopped in the middle and what came of it stays', async ({ page, model }) => {
  model.says({ text: ['One. ', 'Two. ', ...Array.from({ length: 500 }, () => 'More. ')], pauseMs: 100 });
  await page.goto('/cameras');
  await page.getByRole('button', { name: 'Open the assistant' }).click();
  const panel = page.getByRole('complementary', { name: 'Assistant' });
  await panel.getByLabel('Message').fill('Count.');
  await panel.getByLabel('Message').press('Enter');
  await expect(panel.getByText('One. Two.')).toBeVisible();
  await panel.getByRole('button', { name: 'Stop the answer' }).click();
  await expect(panel.getByText('Stopped.')).toBeVisible();
  await expect(panel.getByText('One. Two.')).toBeVisible();
});

test('Through nginx the first word is there while the model still speaks, and silence cuts no answer', async ({
  page,
  server,
  model,
}) => {
  // An hour in short: nginx waits six seconds, the model is silent for nine, and the server sends a keep-alive each second.
  const nginx = await Nginx.launch(server.url, { timeout: '6s' });
  try {
    model.says({ text: ['First word. ', 'Second.'], pauseMs: 9000 });
    await page.goto(`${nginx.url}/cameras`);
    await page.getByRole('button', { name: 'Open the assistant' }).click();
    const panel = page.getByRole('complementary', { name: 'Assistant' });
    await panel.getByLabel('Message').fill('Speak.');
    await panel.getByLabel('Message').press('Enter');
    await expect(panel.getByText('First word.')).toBeVisible();
    expect(Date.now() - model.firstTextAt).toBeLessThan(9000);
    await expect(panel.getByText('First word. Second.')).toBeVisible();
  } finally {
    await nginx.dispose();
  }
});

test('The tools of the assistant are chosen by what they may do', async ({ page, server }) => {
  await page.goto('/settings');
  await expect(page.getByText('They leave this house for the provider.')).toBeVisible();
  await page.getByRole('checkbox', { name: 'All of: Acting' }).check();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Settings saved')).toBeVisible();
  const settings = await server.request<{ chatbot: { enabled_tools: string[] } }>('GET', '/settings');
  expect(settings.chatbot.enabled_tools).toContain('stop_recording');
});
