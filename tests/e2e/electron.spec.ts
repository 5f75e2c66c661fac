import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, expect, test } from '@playwright/test';
import { buildIfStale } from '#tools/start/build.ts';
import { electronBinary, hasDisplay } from '#tools/start/electron-binary.ts';
import { at } from '#tools/root.ts';
import { removeDataFolder } from '#tests/e2e/support/running-app.ts';
import { signIn } from '#tests/e2e/support/sign-in.ts';

const binary = electronBinary();
const missing = [
  binary === undefined ? "Electron's program is not on this machine" : '',
  hasDisplay() ? '' : 'there is no display',
].filter((reason) => reason !== '');

const why = missing.length === 0 ? '' : ` (skipped: ${missing.join(', and ')})`;

test.describe(`the desktop app${why}`, () => {
  test.skip(missing.length > 0);
  test.setTimeout(180_000);

  test('opens its window on its own server, keeps to its own page, and ends', async () => {
    await buildIfStale('desktop');
    const dataFolder = mkdtempSync(join(tmpdir(), 'frontdesk-desktop-'));
    const isRoot = process.getuid?.() === 0;
    const app = await _electron.launch({
      executablePath: binary ?? '',
      args: [...(isRoot ? ['--no-sandbox'] : []), at(), '--data', dataFolder],
      timeout: 60_000,
    });
    const page = await app.firstWindow();
    expect(page.url()).toBe('app://frontdesk/');
    const known = await page.evaluate(() =>
      ['require', 'process', 'frontdesk'].filter((name) => Reflect.has(window, name)),
    );
    expect(known).toEqual(['frontdesk']);
    await signIn(page);
    await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible({ timeout: 60_000 });

    expect(await page.evaluate(() => window.open('https://example.org/'))).toBeNull();
    const permission = await page.evaluate(() => Notification.requestPermission());
    expect(permission).toBe('denied');

    await app.close();
    removeDataFolder(dataFolder);
  });
});
