import { expectMovingVideo, livePicture } from './support/live-picture';
import { Nginx } from './support/nginx';
import { smoke } from './support/smoke';
import { expect, test } from './support/test';

test('Through nginx everything works as without it', async ({ page, server, rtspCamera }) => {
  const nginx = await Nginx.launch(server.url);
  try {
    await smoke(page, nginx.url, rtspCamera.url);
  } finally {
    await nginx.dispose();
  }
});

test('nginx lets pictures and changes through at once, and keeps hashed files only', async ({
  page,
  server,
  mjpegCamera,
}) => {
  const nginx = await Nginx.launch(server.url);
  try {
    const violations: string[] = [];
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) violations.push(message.text());
    });
    await server.runCamera({ name: 'Yard', protocol: 'http', source_url: mjpegCamera.url });
    await page.goto(`${nginx.url}/cameras`);
    await expectMovingVideo(livePicture(page, 'Yard'));

    const source_url = 'rtsp://127.0.0.1:9/nothing';
    await server.addCamera({ name: 'Gate', protocol: 'rtsp', source_url });
    await expect(page.getByRole('link', { name: 'Gate' })).toBeVisible({ timeout: 2000 });

    const script = await page.locator('script[type=module]').getAttribute('src');
    const asset = await page.request.get(`${nginx.url}${script ?? ''}`);
    expect(asset.headers()['cache-control']).toContain('immutable');
    const index = await page.request.get(`${nginx.url}/recordings`);
    expect(index.headers()).toMatchObject({
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    });
    const manifest = await page.request.get(`${nginx.url}/manifest.webmanifest`);
    expect(manifest.headers()).toMatchObject({
      'cache-control': 'no-cache',
      'content-type': 'application/manifest+json',
    });
    expect((await page.request.get(`${nginx.url}/assets/gone.js`)).status()).toBe(404);
    expect(violations).toEqual([]);

    // What a browser really fetches before the first page stands.
    const scripts = await page.evaluate(() =>
      (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
        .filter(({ name }) => name.endsWith('.js'))
        .reduce((bytes, { encodedBodySize }) => bytes + encodedBodySize, 0),
    );
    expect(scripts).toBeGreaterThan(50_000);
    expect(scripts).toBeLessThan(250_000);
  } finally {
    await nginx.dispose();
  }
});
