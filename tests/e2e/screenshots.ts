import { mkdirSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { chromiumLaunchOptions } from '#tools/chromium.ts';
import { at } from '#tools/root.ts';
import { DeskPage } from '#tests/e2e/support/desk-page.ts';
import { newDataFolder, removeDataFolder, startApp } from '#tests/e2e/support/running-app.ts';

// Makes the README's pictures from the real app: `node tests/e2e/screenshots.ts`.
const folder = at('docs', 'images');
mkdirSync(folder, { recursive: true });
const dataFolder = newDataFolder();
const app = await startApp({ dataFolder });
const browser = await chromium.launch(chromiumLaunchOptions());
for (const colorScheme of ['light', 'dark'] as const) {
  const page = await browser.newPage({ viewport: { width: 1_440, height: 900 }, colorScheme, locale: 'en-GB' });
  const desk = new DeskPage(page, app.url);
  await desk.open();
  await desk.signIn();
  await page.locator('.tl-event').first().waitFor();
  await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => undefined); // The event stream never rests.
  await page.screenshot({ path: `${folder}/timeline${colorScheme === 'dark' ? '-dark' : ''}.png` });
  await page.close();
}
await browser.close();
await app.stop();
removeDataFolder(dataFolder);
