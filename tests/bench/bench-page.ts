import { build } from 'vite';
import react from '@vitejs/plugin-react';
import { type Browser, chromium, type Page } from '@playwright/test';
import { chromiumLaunchOptions } from '#tools/chromium.ts';
import { at } from '#tools/root.ts';
import { fullCalendarVirtualizerPatch } from '#tools/vite-plugins/fullcalendar-virtualizer-patch.ts';

/** Builds the page that measures, as a production build of the product's own parts. @returns its folder. */
export async function buildBenchPage(): Promise<string> {
  const outDir = at('out', 'bench');
  await build({
    configFile: false,
    root: at('tests', 'bench', 'page'),
    plugins: [react(), fullCalendarVirtualizerPatch()],
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 4_000 },
  });
  return outDir;
}

export function openBenchBrowser(): Promise<Browser> {
  return chromium.launch(chromiumLaunchOptions());
}

/** A page of its own profile, so that nothing that another benchmark left on disk is there. */
export async function openBenchPage(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1_920, height: 1_080 } });
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction(() => 'bench' in globalThis);
  return page;
}
