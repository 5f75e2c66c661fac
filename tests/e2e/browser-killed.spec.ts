import { rmSync } from 'node:fs';
import { DeskPage } from '#tests/e2e/support/desk-page.ts';
import { expect, test } from '#tests/e2e/support/journey.ts';
import { newProfile, openBrowserOn } from '#tests/e2e/support/killable-browser.ts';
import { importRows, manyRows } from '#tests/e2e/support/many-rows.ts';
import type { ServerDesk } from '#tests/e2e/support/server-desk.ts';

test('[I2] [I4] [F17] a browser that is killed while it sends loses nothing and sends nothing twice', async ({
  network,
  server,
}) => {
  const profile = newProfile();
  const open = async () => {
    const browser = await openBrowserOn(profile);
    const desk = new DeskPage(await browser.context.newPage(), network.url);
    await desk.open();
    await desk.signIn('Helene Brandt');
    return { browser, desk };
  };

  const first = await open();
  network.cut();
  await first.desk.expectPill(/^Offline/);
  await importRows(first.desk, manyRows(100, server.dayOf(7), 'Kill'));
  await first.desk.expectPill(/^Offline · 10[0-9] unsent$/, 30_000);
  network.delay(250);
  network.heal();
  await first.desk.expectPill(/^Online · \d+ unsent$/);
  // The server decides what it is sent, and the desk never hears of it.
  network.loseReplies();
  await expect.poll(async () => (await labels(server)).length).toBeGreaterThan(0);
  await first.browser.kill();

  network.heal();
  const second = await open();
  network.delay(150);
  await second.desk.expectPill(/^Online · \d+ unsent$/);
  await second.browser.kill();

  network.delay(0);
  const third = await open();
  await third.desk.expectPill(/^Online$/, 30_000);
  expect(await labels(server)).toEqual(Array.from({ length: 100 }, (_, at) => `Kill person ${at}`).toSorted());
  await third.browser.context.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
});

async function labels(server: ServerDesk): Promise<readonly string[]> {
  const all = (await server.appointments()).map(({ label }) => label);
  return all.filter((label) => label.startsWith('Kill person')).toSorted();
}
