import { expect, test } from './support/test';

const names = [
  '<script>window.pwned=1</script>',
  '"><img src=x onerror=window.pwned=1>',
  '../../etc/x',
  '😀'.repeat(60),
];

test('Hostile names are shown as they are and run nothing', async ({ page, server }) => {
  for (const [index, name] of names.entries()) {
    const source_url = `rtsp://127.0.0.1:9/${index}`;
    const { id } = await server.request<{ id: string }>('POST', '/cameras/', {
      name,
      location: name,
      protocol: 'rtsp',
      source_url,
    });
    await server.request('POST', '/recordings/', {
      id: `${id}_20261122100000`,
      camera_id: id,
      file_path: '/nowhere/film.mp4',
      file_name: `${name}.mp4`,
      start_time: '2026-11-22T10:00:00Z',
      status: 'failed',
    });
  }
  for (const address of ['/cameras', '/cameras?view=list', '/recordings']) {
    await page.goto(address);
    for (const name of names)
      await expect(page.getByText(name, { exact: true }).filter({ visible: true }).first()).toBeVisible();
  }
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
});
