import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '#tests/e2e/support/journey.ts';
import { importRows, manyRows } from '#tests/e2e/support/many-rows.ts';
import { newDataFolder, portOf, removeDataFolder, startApp } from '#tests/e2e/support/running-app.ts';
import { openServerDesk } from '#tests/e2e/support/server-desk.ts';

const rounds = 3;

test('[I2] [I4] [I7] a server that is killed again and again while a desk sends loses nothing and doubles nothing', async ({
  openDesk,
}) => {
  const dataFolder = newDataFolder();
  let app = await startApp({ dataFolder });
  const port = portOf(app);
  const desk = await openDesk({ url: app.url, person: 'Helene Brandt' });
  const { dayOf } = await openServerDesk(app.url);
  await app.kill();
  await desk.expectPill(/^Offline/);
  await importRows(desk, manyRows(300, dayOf(2), 'Crash'));
  await desk.expectPill(/^Offline · 3\d\d unsent$/, 60_000);

  for (let round = 0; round < rounds; round += 1) {
    const orphan = postmaster(dataFolder);
    app = await startApp({ dataFolder, port });
    expect(postmaster(dataFolder), 'the database that was left behind is taken over').toBe(orphan);
    await desk.expectPill(/^Online · \d+ unsent$/);
    await app.kill();
    await desk.expectPill(/^Offline/);
  }

  app = await startApp({ dataFolder, port });
  await desk.expectPill(/^Online$/, 60_000);
  await expect(desk.page.getByRole('heading', { name: 'Import finished' })).toBeVisible();
  const labels = (await (await openServerDesk(app.url)).appointments())
    .map(({ label }) => label)
    .filter((label) => label.startsWith('Crash person'));
  expect(labels.toSorted()).toEqual(Array.from({ length: 300 }, (_, at) => `Crash person ${at}`).toSorted());
  await app.stop();
  removeDataFolder(dataFolder);
});

function postmaster(dataFolder: string): string {
  return readFileSync(join(dataFolder, 'postgresql-18', 'postmaster.pid'), 'utf8').split('\n')[0] ?? '';
}
