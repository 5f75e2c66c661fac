import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumLaunchOptions } from '#tools/chromium.ts';
import { fullCalendarVirtualizerPatch } from '#tools/vite-plugins/fullcalendar-virtualizer-patch.ts';

// A zone with daylight saving that no test clinic is in: code that leans on the computer's own zone fails here.
const computerZone = process.env['FRONTDESK_TEST_ZONE'] ?? 'Pacific/Auckland';
process.env['TZ'] = computerZone;

const browserTests = ['renderer/**/*.browser.test.{ts,tsx}', 'tests/contract/**/*.browser.test.ts'];

export default defineConfig({
  test: {
    env: { TZ: computerZone },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['shared/**/*.test.ts', 'renderer/**/*.test.ts', 'tests/builders/**/*.test.ts'],
          exclude: browserTests,
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          include: [
            'server/**/*.test.ts',
            'electron/**/*.test.ts',
            'tools/**/*.test.ts',
            'tests/{contract,simulation,e2e,races}/**/*.test.ts',
          ],
          exclude: [...browserTests, '**/node_modules/**'],
          globalSetup: ['tests/server/start-test-engine.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        plugins: [react(), fullCalendarVirtualizerPatch()],
        optimizeDeps: {
          entries: browserTests,
          // The scan does not follow '#…' imports; what it finds late reloads the page in the middle of a test.
          include: [
            'react/jsx-dev-runtime',
            'vitest-browser-react',
            '@mantine/core',
            '@mantine/dates',
            '@mantine/notifications',
            '@tabler/icons-react',
            '@tanstack/react-query',
            'dayjs/locale/en-gb',
            'dayjs/locale/zh-cn',
            'fast-check',
            'i18next',
            'react-i18next',
            'uuid',
            'zod',
          ],
        },
        test: {
          name: 'browser',
          include: browserTests,
          setupFiles: ['tests/harness/clear-storage.ts'],
          testTimeout: 20_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: chromiumLaunchOptions(),
              contextOptions: { timezoneId: computerZone },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
