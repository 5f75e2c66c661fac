import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveApp } from '#electron/main/serve-app.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'frontdesk-app-'));
  mkdirSync(join(folder, 'renderer', 'assets'), { recursive: true });
  mkdirSync(join(folder, 'renderer-secrets'));
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'renderer-secrets', 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'renderer', 'index.html'), 'page');
  writeFileSync(join(folder, 'renderer', 'assets', 'a.js'), 'script');
  symlinkSync(join(folder, 'secret.txt'), join(folder, 'renderer', 'link.txt'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const get = (url: string, init?: RequestInit) => serveApp(join(folder, 'renderer'))(new Request(url, init));

test('the page and its files come with their type and the policy', async () => {
  const page = await get('app://frontdesk/');
  expect(await page.text()).toBe('page');
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  const script = await get('app://frontdesk/assets/a.js');
  expect([await script.text(), script.headers.get('content-type')]).toEqual([
    'script',
    'text/javascript; charset=utf-8',
  ]);
});

test("a screen's address answers with the page", async () => {
  expect(await (await get('app://frontdesk/settings?tab=people')).text()).toBe('page');
});

test.each([
  'app://frontdesk/../secret.txt',
  'app://frontdesk/%2e%2e/secret.txt',
  'app://frontdesk/%2e%2e%2fsecret.txt',
  'app://frontdesk/..%2frenderer-secrets%2fsecret.txt',
  'app://frontdesk/..%5csecret.txt',
  'app://frontdesk/assets/..%2f..%2fsecret.txt',
  'app://frontdesk//etc/passwd.txt',
  'app://frontdesk/link.txt',
  'app://frontdesk/a%00.js',
  'app://frontdesk/%E0%A4%A.js',
  'app://frontdesk/missing.js',
  'app://elsewhere/index.html',
])('%s is not found', async (url) => {
  const answer = await get(url);
  expect([answer.status, await answer.text()]).toEqual([404, '']);
});

test('nothing can be posted to it', async () => {
  expect((await get('app://frontdesk/', { method: 'POST', body: 'x' })).status).toBe(404);
});
