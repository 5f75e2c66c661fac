import { expect, test } from '#tests/e2e/support/journey.ts';
import { importRows, manyRows } from '#tests/e2e/support/many-rows.ts';
import { say } from '#tests/e2e/support/say.ts';

test('[I2] [I4] [I13] five hundred commands of an offline day are all decided after the return, each once', async ({
  openDesk,
  network,
  server,
}) => {
  const desk = await openDesk({ url: network.url, person: 'Helene Brandt' });
  network.cut();
  await desk.expectPill(/^Offline/);
  await importRows(desk, manyRows(500, server.dayOf(6), 'Queue'));
  await desk.expectPill(/^Offline · 51[0-9] unsent$/, 60_000);

  const start = performance.now();
  network.heal();
  await desk.expectPill(/^Online$/, 60_000);
  say(`500 rows decided ${Math.round(performance.now() - start)} ms after the network was back`);
  await expect(desk.page.getByRole('heading', { name: 'Import finished' })).toBeVisible();
  const found = (await server.appointments()).filter(({ label }) => label.startsWith('Queue person'));
  expect(found).toHaveLength(500);
  expect(new Set(found.map(({ label }) => label)).size).toBe(500);
  expect(found.filter(({ displacement }) => displacement !== null)).toEqual([]);
});
