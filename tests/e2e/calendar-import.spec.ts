import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { Block } from '#shared/scheduling/block.ts';
import { must } from '#shared/lib/must.ts';
import { instant, toIso } from '#shared/time/instant.ts';
import { expect, test } from '#tests/e2e/support/journey.ts';
import type { ServerDesk } from '#tests/e2e/support/server-desk.ts';
import { demoPin } from '#tests/e2e/support/sign-in.ts';

const owner = 'Helene Brandt';

test('[IC1] [IC11] a dropped calendar is previewed, comes in, and changes nothing again; out and into another row it is the same', async ({
  openDesk,
  server,
}) => {
  const [first, second] = [await newDevice(server, 'Laser A'), await newDevice(server, 'Laser B')];
  const desk = await openDesk({ person: owner });
  const { page } = desk;
  page.setDefaultTimeout(8_000);
  const file = calendarOf('Laser A', server.dayOf(3));

  await drag(page, 'dragover', 'laser.ics', file);
  await expect(page.getByText('Drop the calendar to look at its events')).toBeVisible();
  await drag(page, 'drop', 'laser.ics', file);
  await expect(page.getByRole('combobox', { name: 'Into the calendar of' })).toHaveValue('Laser A');
  await expect(page.getByRole('row', { name: /Calibration.*every \w+day at 08:00, 6 times.*New/s })).toBeVisible();
  await expect(page.getByRole('row', { name: /Every second.*more often than daily/s })).toBeVisible();
  expect(await blocksOf(server, first)).toEqual([]);

  await page.getByRole('button', { name: 'Import 2 events' }).click();
  await expect(page.getByRole('heading', { name: 'Import finished' })).toBeVisible();
  await expect(page.getByText('2 imported')).toBeVisible();
  const came = await blocksOf(server, first);
  expect(came).toHaveLength(7);
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download as CSV' }).click();
  expect(await readFile(await (await saving).path(), 'utf8')).toContain('more often than daily');
  await page.getByRole('button', { name: 'Show on the timeline' }).click();
  await expect(desk.timeline.getByRole('button', { name: /Maintenance visit/ }).first()).toBeVisible();

  await drag(page, 'drop', 'laser.ics', file);
  await expect(page.getByText('2 already here')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Nothing to import' })).toBeDisabled();
  expect(await blocksOf(server, first)).toEqual(came);
  await page.getByRole('button', { name: 'Cancel' }).click();

  const saved = await savedFromRow(page, 'Laser A');
  await drag(page, 'drop', 'exported.ics', saved);
  const whose = page.getByRole('combobox', { name: 'Into the calendar of' });
  // The file is of the row that it came from, where all of it is already.
  await expect(whose).toHaveValue('Laser A');
  await expect(page.getByText('7 already here')).toBeVisible();
  await whose.fill('Laser B');
  await page.getByRole('option', { name: 'Laser B' }).click();
  await page.getByRole('button', { name: 'Import 7 events' }).click();
  await expect(page.getByText('7 imported')).toBeVisible();
  expect(times(await blocksOf(server, second))).toEqual(times(came));
});

test('[I8] without the server a calendar comes in all the same: saved on this desk, shown at once, reported when it is back', async ({
  openDesk,
  server,
  network,
}) => {
  const device = await newDevice(server, 'Laser C');
  const desk = await openDesk({ url: network.url, person: owner });
  const { page } = desk;
  page.setDefaultTimeout(8_000);
  network.cut();
  await desk.expectPill(/^Offline$/);
  await drag(page, 'drop', 'laser.ics', calendarOf('Laser C', server.dayOf(5)));
  await page.getByRole('button', { name: 'Import 2 events' }).click();
  await expect(page.getByText('7 of 7 saved on this desk')).toBeVisible();
  await expect(page.getByText(/^The server does not answer/)).toBeVisible();
  await desk.expectPill(/^Offline · 7 unsent$/);
  expect(await blocksOf(server, device)).toEqual([]);
  network.heal();
  await expect(page.getByRole('heading', { name: 'Import finished' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('2 imported')).toBeVisible();
  expect(await blocksOf(server, device)).toHaveLength(7);
});

/** One event, a weekly one, and one that nobody can take. */
function calendarOf(name: string, day: string): string {
  const date = day.replaceAll('-', '');
  const event = (uid: string, ...lines: readonly string[]): readonly string[] => [
    'BEGIN:VEVENT',
    `UID:${uid}@elsewhere`,
    ...lines,
    'END:VEVENT',
  ];
  return [
    'BEGIN:VCALENDAR',
    `X-WR-CALNAME:${name}`,
    ...event('a', 'SUMMARY:Maintenance visit', `DTSTART;TZID=Europe/Berlin:${date}T100000`, 'DURATION:PT90M'),
    ...event(
      'b',
      'SUMMARY:Calibration',
      `DTSTART;TZID=America/New_York:${date}T080000`,
      'DURATION:PT30M',
      'RRULE:FREQ=WEEKLY;COUNT=6',
    ),
    ...event('c', 'SUMMARY:Every second', `DTSTART:${date}T080000Z`, 'DURATION:PT1M', 'RRULE:FREQ=SECONDLY'),
    'END:VCALENDAR',
    '',
  ].join('\r\n');
}

async function drag(page: Page, type: 'dragover' | 'drop', name: string, text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], fileName, { type: 'text/calendar' }));
      return transfer;
    },
    [name, text] as const,
  );
  await page.dispatchEvent('body', type, { dataTransfer });
}

async function savedFromRow(page: Page, row: string): Promise<string> {
  await page.getByRole('button', { name: 'Timeline' }).click();
  await page.getByRole('rowheader', { name: row }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Calendar for other programs…' }).click();
  const dialog = page.getByRole('dialog', { name: `Calendar of ${row}` });
  await dialog.getByText('With names').click();
  const saving = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save as file' }).click();
  const text = await readFile(await (await saving).path(), 'utf8');
  await dialog.getByRole('button', { name: 'Close' }).click();
  return text;
}

/** A device of the first location that nobody has booked yet. @returns its id. */
async function newDevice({ line }: ServerDesk, name: string): Promise<string> {
  const [people, locations] = await Promise.all([line.all('people'), line.all('locations')]);
  const { id: actorId } = must(
    people.find((one) => one.name === owner),
    'the owner of the demo clinic',
  );
  await line.signIn(actorId, demoPin);
  const location = must(
    locations.find((one) => one.name === 'Berlin Mitte'),
    'the first location of the demo clinic',
  );
  const id = randomUUID();
  const set = {
    kind: 'equipment',
    name,
    locationId: location.id,
    lanes: 1,
    skills: [],
    hours: null,
    title: '',
    color: null,
    order: 900,
    isActive: true,
  };
  const input = { id, set, was: null };
  const command = { id: randomUUID(), name: 'resource.upsert', actorId, sequence: 1, input, hold: null };
  const [answer] = await line.push([{ ...command, deskTime: instant(Date.now()) }]);
  expect(answer?.verdict.kind).toBe('accepted');
  return id;
}

async function blocksOf({ line }: ServerDesk, resourceId: string): Promise<readonly Block[]> {
  const blocks = await line.all('blocks');
  return blocks.filter((one) => one.resourceId === resourceId && !one.isRemoved).toSorted((a, b) => a.start - b.start);
}

function times(blocks: readonly Block[]): readonly string[] {
  return blocks.map(({ start, end }) => `${toIso(start)}/${toIso(end)}`);
}
