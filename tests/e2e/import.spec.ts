import { readFileSync } from 'node:fs';
import type { DeskPage } from '#tests/e2e/support/desk-page.ts';
import { expect, test } from '#tests/e2e/support/journey.ts';
import { openFile } from '#tests/e2e/support/many-rows.ts';
import { at } from '#tools/root.ts';

const file = readFileSync(at('tests', 'fixtures', 'operating-rooms-small.csv'), 'utf8');

test('a schedule of another system is seen, mapped, counted, imported and reported; again changes nothing', async ({
  openDesk,
  server,
}) => {
  const desk = await openDesk({ person: 'Helene Brandt' });
  const before = (await server.line.all('resources')).length;
  await openFile(desk, 'operating-rooms.csv', file);
  await expect(desk.page.getByRole('table').getByText('Carpal tunnel release, open').first()).toBeVisible();
  const counted = await countsOf(desk);
  await desk.page.getByRole('button', { name: /^Import \d+ rows$/ }).click();
  await expect(desk.page.getByRole('heading', { name: 'Import finished' })).toBeVisible();
  const first = await countsOf(desk);
  expect(first).toEqual(counted);
  const resources = (await server.line.all('resources')).length;
  expect(resources).toBeGreaterThan(before);

  await desk.page.getByRole('button', { name: 'Import another file' }).click();
  await openFile(desk, 'operating-rooms.csv', file);
  await desk.page.getByRole('button', { name: /^Import \d+ rows$/ }).click();
  await expect(desk.page.getByRole('heading', { name: 'Import finished' })).toBeVisible();
  const second = await countsOf(desk);
  expect(second).toEqual({ ...first, booked: 0, there: first.booked + first.there });
  expect((await server.line.all('resources')).length).toBe(resources);
});

type Counts = { readonly booked: number; readonly there: number; readonly clashed: number; readonly unread: number };

async function countsOf(desk: DeskPage): Promise<Counts> {
  const status = desk.page.getByRole('main').getByRole('status').filter({ hasText: 'already here' });
  const [booked = 0, there = 0, clashed = 0, unread = 0] = ((await status.innerText()).match(/\d+/g) ?? []).map(Number);
  return { booked, there, clashed, unread };
}
