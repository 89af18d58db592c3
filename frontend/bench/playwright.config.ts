import { defineConfig } from '@playwright/test';
import { launchOptions } from '../e2e/support/chromium';

/** What `bench/run.sh dashboard` and `bench/run.sh dashboard-memory` measure. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.bench.ts',
  outputDir: '../../artifacts/bench/dashboard',
  workers: 1,
  timeout: 0,
  expect: { timeout: 60_000 },
  reporter: [['line']],
  use: { viewport: { width: 1920, height: 1080 }, locale: 'en-GB', launchOptions },
});
