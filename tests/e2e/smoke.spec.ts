import { expect, test } from '@playwright/test';
import { newDataFolder, removeDataFolder, type RunningApp, startApp } from '#tests/e2e/support/running-app.ts';
import { signIn } from '#tests/e2e/support/sign-in.ts';

let app: RunningApp;
test.beforeAll(async () => {
  app = await startApp({ dataFolder: newDataFolder() });
});
test.afterAll(async () => {
  await app.stop();
  removeDataFolder(app.dataFolder);
});

test('a new desk opens, lets somebody in and shows the day of the clinic', async ({ page }) => {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(app.url);
  await signIn(page);
  const timeline = page.getByRole('region', { name: 'Timeline' });
  await expect(timeline.getByRole('rowheader').nth(3)).toBeVisible();
  await expect(page.getByRole('status').first()).toContainText(/online|saved|synced/i);
  expect(complaints).toEqual([]);
});

test('the server says how it is', async ({ request }) => {
  const health = await request.get(`${app.url}/health`);
  expect(health.status()).toBe(200);
  expect(await health.json()).toMatchObject({ status: 'ok', database: { engine: 'embedded' } });
});

test('the page may load nothing but itself', async ({ request }) => {
  const page = await request.get(app.url);
  expect(page.headers()['content-security-policy']).toContain("script-src 'self'");
});
