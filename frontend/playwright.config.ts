import { defineConfig } from '@playwright/test';

/** Nothing that Chromium would look for outside this machine. */
const stayAtHome = [
  'disable-quic',
  'disable-background-networking',
  'disable-component-update',
  'disable-sync',
];

export default defineConfig({
  testDir: 'e2e',
  // Not in this folder: ./run.sh builds anew what changed here.
  outputDir: '../artifacts/e2e',
  globalSetup: './e2e/support/build.ts',
  workers: 1,
  // A machine that also lands other changes may stall for a moment; what needs the second try is reported as flaky.
  retries: process.env.CI === 'true' ? 1 : 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--no-first-run', ...stayAtHome.map((name) => `--${name}`)],
    },
  },
});
