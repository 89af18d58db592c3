import { defineConfig } from '@playwright/test';
import { launchOptions } from './e2e/support/chromium';

export default defineConfig({
  testDir: 'e2e',
  // Not in this folder: ./run.sh builds again what changed here.
  outputDir: '../artifacts/e2e',
  globalSetup: './e2e/support/build.ts',
  // Most of a test is waiting: for programs to start, pictures to change, recordings to grow.
  workers: 2,
  fullyParallel: true,
  // A machine that does other things too may stall for a moment; what needs the second try is reported as flaky.
  retries: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: { viewport: { width: 1280, height: 800 }, locale: 'en-GB', trace: 'on-first-retry', launchOptions },
});
