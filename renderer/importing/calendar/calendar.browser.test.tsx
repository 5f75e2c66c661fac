import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { at, clinic } from '#tests/builders/clinic.ts';
import { InMemoryDesk } from '#tests/builders/in-memory-desk.ts';
import { AppOnDesk } from '#tests/harness/app-on-desk.tsx';
import { demo, demoDesk, receptionist } from '#tests/harness/panels/demo-desk.ts';

beforeEach(() => page.viewport(1280, 900));

const calendar = (...events: readonly string[]): string =>
  ['BEGIN:VCALENDAR', 'X-WR-CALNAME:Dr. Kofi Osei', ...events, 'END:VCALENDAR', ''].join('\r\n');
const event = (uid: string, ...lines: readonly string[]): string =>
  ['BEGIN:VEVENT', `UID:${uid}`, ...lines, 'END:VEVENT'].join('\r\n');

const training = event('1', 'SUMMARY:Training', 'DTSTART;TZID=Europe/Berlin:20261124T090000', 'DURATION:PT1H');
const weekly = event(
  '2',
  'SUMMARY:Rounds',
  'DTSTART;TZID=America/New_York:20261124T060000',
  'DURATION:PT30M',
  'RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=12',
);
const hostile = event(
  '3',
  'SUMMARY:<img onerror=x>',
  'DTSTART:20261124T120000Z',
  'DURATION:PT1H',
  'RRULE:FREQ=SECONDLY',
);
const file = calendar(training, weekly, hostile);

async function open(role: 'manager' | 'receptionist' = 'manager'): Promise<InMemoryDesk> {
  const person = { ...receptionist, id: clinic.manager, role };
  const desk = new InMemoryDesk(demoDesk().view, { person, now: at('09:07') });
  window.history.replaceState(null, '', '#/clients');
  await render(<AppOnDesk desk={desk} />);
  await expect.element(page.getByRole('button', { name: 'Import' })).toBeVisible();
  return desk;
}

function over(type: 'dragover' | 'dragleave' | 'drop', files: Readonly<Record<string, string>>): void {
  const transfer = new DataTransfer();
  for (const [name, text] of Object.entries(files)) {
    transfer.items.add(new File([text], name, { type: name.endsWith('.ics') ? 'text/calendar' : '' }));
  }
  document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
}

const blocksOf = (desk: InMemoryDesk, resourceId: string = demo.osei) =>
  [...desk.view.all('blocks').values()].filter((one) => one.resourceId === resourceId && !one.isRemoved);

test('a calendar that is dropped anywhere is previewed before anything is written', async () => {
  const desk = await open();
  over('dragover', { 'osei.ics': file });
  await expect.element(page.getByText('Drop the calendar to look at its events')).toBeVisible();
  over('drop', { 'osei.ics': file });
  await expect.element(page.getByRole('combobox', { name: 'Into the calendar of' })).toHaveValue('Dr. Kofi Osei');
  await expect
    .element(page.getByRole('row', { name: /Training .*line 3.*Tue, 24 Nov 2026, 09:00–10:00.*New/ }))
    .toBeVisible();
  const rounds = page.getByRole('row', { name: /Rounds/ });
  await expect.element(rounds.getByText(/every second Tuesday at 06:00, 12 times \(New York time\)/)).toBeVisible();
  await expect.element(rounds.getByText(/in the file 06:00–06:30, New York time/)).toBeVisible();
  await expect.element(rounds.getByText(/each of its 12 dates becomes a block/)).toBeVisible();
  const refused = page.getByRole('row', { name: /<img onerror=x>/ });
  await expect.element(refused.getByText('line 16')).toBeVisible();
  await expect.element(refused.getByText('FREQ=SECONDLY')).toBeVisible();
  await expect.element(refused.getByText(/more often than daily/)).toBeVisible();
  expect(blocksOf(desk)).toEqual([]);
});

test('[IC11] what came in is reported; the same file again changes nothing', async () => {
  const desk = await open();
  over('drop', { 'osei.ics': file });
  await page.getByRole('button', { name: 'Import 2 events' }).click();
  await expect.element(page.getByRole('heading', { name: 'Import finished' })).toBeVisible();
  await expect.element(page.getByText('2 imported')).toBeVisible();
  await expect.element(page.getByRole('row', { name: /^16 .*more often than daily/ })).toBeVisible();
  expect(blocksOf(desk)).toHaveLength(13);
  over('drop', { 'osei.ics': file });
  await expect.element(page.getByText('2 already here')).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Nothing to import' })).toBeDisabled();
  expect(blocksOf(desk)).toHaveLength(13);
});

test('[IM3] Undo takes an import back, says so, and leaves what was done before; Redo brings it back', async () => {
  const desk = await open();
  const input = { blockId: clinic.visit, resourceId: demo.osei, kind: 'meeting', reason: 'Earlier' } as const;
  const times = { start: at('2026-11-25T08:30'), end: at('2026-11-25T09:30') };
  await desk.submit({ name: 'block.put', input: { ...input, ...times } }, { label: 'booking.block.title' });
  over('drop', { 'osei.ics': file });
  await page.getByRole('button', { name: 'Import 2 events' }).click();
  await expect.element(page.getByText('2 imported')).toBeVisible();
  expect(blocksOf(desk)).toHaveLength(14);
  await page.getByRole('button', { name: 'Undo: Import' }).click();
  await expect.element(page.getByText('Undone: Import')).toBeVisible();
  expect(blocksOf(desk).map(({ reason }) => reason)).toEqual(['Earlier']);
  await page.getByRole('button', { name: 'Redo: Import' }).click();
  await expect.element(page.getByText('Done again: Import')).toBeVisible();
  expect(blocksOf(desk)).toHaveLength(14);
});

test('an event that is left out stays out', async () => {
  const desk = await open();
  over('drop', { 'osei.ics': file });
  await page.getByRole('checkbox', { name: 'Import Rounds' }).click();
  await expect.element(page.getByText('1 left out')).toBeVisible();
  await page.getByRole('button', { name: 'Import 1 event' }).click();
  await expect.element(page.getByText('1 imported')).toBeVisible();
  expect(blocksOf(desk).map(({ reason }) => reason)).toEqual(['Training']);
});

test('what clashes says with whom, before and after; the rest comes in', async () => {
  const desk = await open();
  desk.arrive(
    {
      name: 'block.put',
      input: {
        blockId: clinic.visit,
        resourceId: demo.osei,
        start: at('2026-11-24T08:30'),
        end: at('2026-11-24T09:30'),
        kind: 'meeting',
        reason: 'Team meeting',
      },
    },
    { actorId: clinic.manager, deskName: 'Desk', commandId: clinic.visit },
  );
  over('drop', { 'osei.ics': file });
  const row = page.getByRole('row', { name: /Training/ });
  await expect.element(row.getByText(/Clashes with Dr\. Kofi Osei \(Team meeting\); stays out\./)).toBeVisible();
  await page.getByRole('button', { name: 'Import 1 event' }).click();
  await expect.element(page.getByRole('row', { name: /^3 Training .*already taken.*Team meeting/ })).toBeVisible();
  expect(blocksOf(desk)).toHaveLength(13);
});

test('[SR6] a rule that goes on for too long is offered shortened, with its last date', async () => {
  await open();
  const long = training.replace('DURATION', 'RRULE:FREQ=DAILY;COUNT=1000\r\nDURATION');
  over('drop', { 'osei.ics': calendar(long) });
  await page.getByText('Appointments', { exact: true }).click();
  await expect.element(page.getByRole('row', { name: /imports the first 730, until 22 Nov 2028/ })).toBeVisible();
});

test('files that are no calendars are named in a sentence each, and nothing breaks', async () => {
  await open();
  over('drop', { 'page.ics': '<html>404</html>', 'empty.ics': 'BEGIN:VCALENDAR\r\nEND:VCALENDAR', 'photo.png': 'x' });
  await expect.element(page.getByText('“page.ics” is not a calendar file.')).toBeVisible();
  await expect.element(page.getByText('“empty.ics” has no events that could be read.')).toBeVisible();
  await expect.element(page.getByText(/“photo.png” is neither a calendar/)).toBeVisible();
});

test('a receptionist is told at the window’s edge that files are for managers', async () => {
  await open('receptionist');
  over('dragover', { 'osei.ics': file });
  await expect.element(page.getByText('Only managers and owners import files')).toBeVisible();
  over('drop', { 'osei.ics': file });
  await expect.element(page.getByRole('alert').getByText('Only managers and owners import files')).toBeVisible();
  // Long enough for a file to be read and shown, if it were.
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(window.location.hash).toBe('#/clients');
});
