import { defineConfig } from '@playwright/test';
import { chromiumLaunchOptions } from '#tools/chromium.ts';

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  globalSetup: './tests/e2e/support/build-once.ts',
  // Each file runs an app and a database of its own; two cores carry one at a time.
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  use: {
    launchOptions: chromiumLaunchOptions(),
    // Far from every clinic of the demo: what leans on the computer's own zone shows.
    timezoneId: 'Pacific/Auckland',
    locale: 'en-GB',
    viewport: { width: 1_440, height: 900 },
    screenshot: 'only-on-failure',
    video: 'off',
    trace: 'off',
  },
});
