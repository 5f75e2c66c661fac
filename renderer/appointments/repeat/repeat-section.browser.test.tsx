import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { BookingDraft } from '#renderer/appointments/booking-draft.ts';
import { BookingPanel } from '#renderer/appointments/booking-panel.tsx';
import { must } from '#shared/lib/must.ts';
import { toIso } from '#shared/time/instant.ts';
import { at, clinic, id } from '#tests/builders/clinic.ts';
import type { InMemoryDesk } from '#tests/builders/in-memory-desk.ts';
import { demo, demoDesk } from '#tests/harness/panels/demo-desk.ts';
import { Shown } from '#tests/harness/panels/shown.tsx';

const list = page.getByRole('region', { name: 'Dates' });
const rows = list.getByRole('listitem');

/** With Dr. Chen in room 1 on Tuesday 24 November at ten in Berlin; on 1 December somebody else has her then. */
async function open(draft: BookingDraft = {}) {
  const desk = demoDesk();
  desk.arrive({
    name: 'appointment.book',
    input: {
      appointmentId: id('appt', 50),
      ...{ locationId: clinic.location, serviceId: demo.checkUp, client: { kind: 'known', id: demo.wang }, label: '' },
      ...{ start: at('2026-12-01T09:00'), phases: [{ minutes: 30, resourceIds: [demo.chen] }] },
      ...{ substitutes: [], status: 'booked', source: 'desk', notes: '' },
    },
  });
  const onBooked = vi.fn<(appointmentId: string) => void>();
  const start = at('2026-11-24T09:00');
  const whole = { resourceId: demo.chen, start, clientId: demo.torres, serviceId: demo.checkUp, ...draft };
  await render(
    <Shown desk={desk}>
      <BookingPanel draft={whole} onClose={() => {}} onBooked={onBooked} />
    </Shown>,
  );
  return { desk, onBooked };
}

async function repeat(how: 'Daily' | 'Weekly' | 'Monthly' | 'Yearly'): Promise<void> {
  await page.getByRole('radiogroup', { name: 'Repeat' }).getByText(how, { exact: true }).click();
}

function made(desk: InMemoryDesk) {
  return desk.submitted.flatMap(({ intent }) => (intent.name === 'series.create' ? [intent.input] : []));
}

test('[SR11] every date says what it meets, the rule is read in words, and a clash has to be decided', async () => {
  const { desk, onBooked } = await open();
  await repeat('Weekly');
  await expect.element(page.getByText('every Tuesday at 10:00, 12 times, until 9 February 2027')).toBeVisible();
  await expect.element(rows.nth(0)).toHaveTextContent('Tue 24 Nov, 10:00–10:30Free');
  await expect.element(rows.nth(1).getByText('Taken', { exact: true })).toBeVisible();
  await expect.element(rows.nth(1).getByText('Dr. Lin Chen (王小明)')).toBeVisible();
  await page.getByRole('button', { name: 'Book 12 dates' }).click();
  expect(made(desk)).toHaveLength(0);
  await expect.element(page.getByRole('group', { name: 'One date is taken:' }).getByText('Leave out')).toHaveFocus();
  await page.getByRole('combobox', { name: /Tue 1 Dec/ }).selectOptions('Move to 10:30');
  await expect.element(page.getByText('1 moved')).toBeVisible();
  await page.getByRole('button', { name: 'Book 12 dates' }).click();
  await vi.waitFor(() => expect(onBooked).toHaveBeenCalledOnce());
  const [series] = made(desk);
  expect(series).toMatchObject({
    rules: ['FREQ=WEEKLY;COUNT=12;BYDAY=TU'],
    start: '2026-11-24T10:00:00',
    decisions: [{ kind: 'shift', recurrenceId: '2026-12-01T10:00:00', start: at('2026-12-01T09:30') }],
  });
  const [first] = desk.view.appointmentsIn({ start: at('2026-12-01T09:30'), end: at('2026-12-01T10:00') });
  expect(toIso(first?.start ?? at('00:00'))).toBe('2026-12-01T09:30:00.000Z');
});

test('[SR3] one answer leaves out all clashes, and the number of dates says so', async () => {
  const { desk } = await open();
  await repeat('Weekly');
  await page.getByRole('group', { name: 'One date is taken:' }).getByText('Leave out').click();
  await page.getByRole('button', { name: 'Book 11 dates' }).click();
  await vi.waitFor(() => expect(made(desk)).toHaveLength(1));
  expect(made(desk)[0]?.decisions).toEqual([{ kind: 'skip', recurrenceId: '2026-12-01T10:00:00' }]);
});

test('[SR6] a series that is too long offers to be trimmed', async () => {
  await open();
  await repeat('Daily');
  await page.getByRole('textbox', { name: 'How many times' }).fill('900');
  await page.getByRole('button', { name: 'Shorten to 730 dates' }).click();
  await expect.element(page.getByRole('radio', { name: 'Until' })).toBeChecked();
  await expect.element(page.getByText(/every day at 10:00, until 22 November 2028, 730 times/)).toBeVisible();
});

test('[RR5] the 31st asks what shorter months do', async () => {
  await open({ start: at('2027-01-29T09:00') });
  await repeat('Monthly');
  await expect.element(page.getByText(/There is no day 29 in: Feb 2027\./)).toBeVisible();
  await page.getByText('Always the last day').click();
  await expect.element(page.getByText(/every month on the last day at 10:00/)).toBeVisible();
});

test('[RR2] a date that the clocks jump over says when it is, that once', async () => {
  await open({ start: at('2027-03-21T01:30') });
  await page.getByRole('textbox', { name: 'Time' }).fill('0230');
  await repeat('Weekly');
  await expect.element(page.getByText('The clocks go forward: at 03:30 this once')).toBeVisible();
});

test('it can be made with the keyboard alone', async () => {
  const { desk } = await open();
  await repeat('Weekly');
  await expect.element(rows.nth(1)).toBeVisible();
  page.getByRole('button', { name: 'Into the inbox' }).element().focus();
  await userEvent.keyboard('{Enter}{Control>}{Enter}{/Control}');
  await vi.waitFor(() => expect(made(desk)).toHaveLength(1));
  expect(made(desk)[0]?.decisions).toEqual([{ kind: 'book-anyway', recurrenceId: '2026-12-01T10:00:00' }]);
});

/** What a row begins with. */
async function says(row: number, text: string): Promise<void> {
  await expect
    .poll(() => rows.nth(row).query()?.textContent ?? '')
    .toSatisfy((shown: string) => shown.startsWith(text));
}

/** The house keeps Boxing Day, a Saturday, and is shut on 15 December for painting. */
function shut(desk: InMemoryDesk): void {
  const house = must(desk.view.find('locations', clinic.location), 'the house');
  const days = [{ date: '2026-12-26', name: '2. Weihnachtstag', isOpen: false }];
  const closures = [{ fromDate: '2026-12-15', toDate: '2026-12-15', reason: 'Painters' }];
  desk.view.put('locations', { ...house, holidays: { country: 'DE', region: '', days }, closures });
}

test('[SR11] a holiday has its name, and is for a person to decide: left out, moved, or booked all the same', async () => {
  const { desk } = await open({ start: at('2026-12-12T09:00') });
  shut(desk);
  await repeat('Weekly');
  await says(2, 'Sat 26 Dec, 10:00–10:30Holiday2. Weihnachtstag');
  const bulk = page.getByRole('group', { name: 'One date is a holiday:' });
  await expect.element(bulk.getByText('Sat 26 Dec (2. Weihnachtstag)')).toBeVisible();
  await page.getByRole('button', { name: 'Book 12 dates' }).click();
  expect(made(desk)).toHaveLength(0);
  await bulk.getByRole('button', { name: 'Leave out' }).click();
  await page.getByRole('button', { name: 'Book 11 dates' }).click();
  await vi.waitFor(() => expect(made(desk)).toHaveLength(1));
  expect(made(desk)[0]?.decisions).toContainEqual({ kind: 'skip', recurrenceId: '2026-12-26T10:00:00' });
});

test('[SR11] a day on which the house is shut says why, and is for a person to decide', async () => {
  const { desk } = await open();
  shut(desk);
  await repeat('Weekly');
  await says(3, 'Tue 15 Dec, 10:00–10:30ClosedPainters');
  await page.getByRole('group', { name: 'One date is taken:' }).getByText('Leave out').click();
  const bulk = page.getByRole('group', { name: 'The location is closed on one date:' });
  await expect.element(bulk.getByText('Tue 15 Dec (Painters)')).toBeVisible();
  await page.getByRole('button', { name: 'Book 11 dates' }).click();
  await expect.element(bulk.getByText('Leave out')).toHaveFocus();
  expect(made(desk)).toHaveLength(0);
  await bulk.getByRole('button', { name: 'Leave out' }).click();
  await page.getByRole('button', { name: 'Book 10 dates' }).click();
  await vi.waitFor(() => expect(made(desk)).toHaveLength(1));
  expect(made(desk)[0]?.decisions).toContainEqual({ kind: 'skip', recurrenceId: '2026-12-15T10:00:00' });
});

test('[SR11] outside of hours it says of whose, and books unless somebody says otherwise', async () => {
  const { desk } = await open();
  const chen = must(desk.view.find('resources', demo.chen), 'Dr. Chen');
  desk.view.put('resources', { ...chen, exceptions: [{ date: '2026-12-08', hours: [], reason: '' }] });
  await repeat('Weekly');
  await page.getByRole('group', { name: 'One date is taken:' }).getByText('Leave out').click();
  const bulk = page.getByRole('group', { name: 'One date is outside of working hours:' });
  await expect.element(bulk.getByText('Tue 8 Dec (Off duty: Dr. Lin Chen)')).toBeVisible();
  await expect.element(bulk.getByRole('button', { name: 'Book all the same' })).toHaveAttribute('aria-pressed', 'true');
});

test('[SR6] a yearly visit can be booked as it is first offered', async () => {
  const { desk } = await open();
  await repeat('Yearly');
  await page.getByRole('button', { name: 'Book 2 dates' }).click();
  await vi.waitFor(() => expect(made(desk)).toHaveLength(1));
});

test('[RR5] the months without the 31st are all of those before the end, or it says that there are others', async () => {
  await open({ start: at('2027-01-31T09:00') });
  await repeat('Monthly');
  const named = async (months: RegExp): Promise<void> => {
    await expect.element(page.getByText(months)).toBeVisible();
  };
  await named(/in: Feb 2027, Apr 2027, Jun 2027, Sep 2027, Nov 2027, Feb 2028, and others\./);
  await page.getByRole('textbox', { name: 'How many times' }).fill('3');
  await named(/in: Feb 2027, Apr 2027\./);
  await page.getByText('No end', { exact: true }).click();
  await named(/Sep 2027, Nov 2027, and others\./);
});

/** Of what is after the middle of December only the server knows; there somebody has Dr. Chen on 29 December. */
function carryLittle(desk: InMemoryDesk): void {
  desk.arrive({
    name: 'appointment.book',
    input: {
      appointmentId: id('appt', 51),
      ...{ locationId: clinic.location, serviceId: demo.checkUp, client: { kind: 'known', id: demo.wang }, label: '' },
      ...{ start: at('2026-12-29T09:00'), phases: [{ minutes: 30, resourceIds: [demo.chen] }] },
      ...{ substitutes: [], status: 'booked', source: 'desk', notes: '' },
    },
  });
  desk.kept.set({ start: desk.kept.get().start, end: at('2026-12-16T00:00') });
}

test('[SR11] what this desk does not carry the server says, and a clash there is decided like any other', async () => {
  const { desk } = await open({ start: at('2026-12-08T09:00') });
  carryLittle(desk);
  await repeat('Weekly');
  await says(3, 'Tue 29 Dec, 10:00–10:30TakenDr. Lin Chen (王小明)');
  expect(desk.lookedAhead).toEqual([at('2026-12-16T00:00')]);
  await expect.element(page.getByText(/when the server is reached/)).not.toBeInTheDocument();
  await page.getByRole('combobox', { name: /Tue 29 Dec/ }).selectOptions('Move to 10:30');
  await page.getByRole('button', { name: 'Book 12 dates' }).click();
  await vi.waitFor(() => expect(made(desk)).toHaveLength(1));
  expect(made(desk)[0]?.decisions).toEqual([
    { kind: 'shift', recurrenceId: '2026-12-29T10:00:00', start: at('2026-12-29T09:30') },
  ]);
});

test('[SR11] without the server it says from when on nothing is known, and looks when the server is back', async () => {
  const { desk } = await open({ start: at('2026-12-08T09:00') });
  carryLittle(desk);
  shut(desk);
  desk.setStatus({ connection: 'offline' });
  await repeat('Weekly');
  await expect.element(page.getByText(/^The dates after 15 December 2026 are checked when the server/)).toBeVisible();
  await says(3, 'Tue 29 Dec, 10:00–10:30Not seen yet');
  desk.setStatus({ connection: 'online' });
  await says(3, 'Tue 29 Dec, 10:00–10:30Taken');
});

test('[SR11] what happens while the dates are in sight is looked at, too', async () => {
  const { desk } = await open({ start: at('2026-12-08T09:00') });
  await repeat('Weekly');
  await says(3, 'Tue 29 Dec, 10:00–10:30Free');
  carryLittle(desk);
  await says(3, 'Tue 29 Dec, 10:00–10:30Taken');
});

test('[RR5] 29 February asks, and says which days are taken instead', async () => {
  await open({ start: at('2028-02-29T09:00') });
  await repeat('Yearly');
  await expect.element(page.getByText(/There is no day 29 in: Feb 2029, Feb 2030, Feb 2031, Feb 2033/)).toBeVisible();
  await expect.element(page.getByText('These months have no date.')).toBeVisible();
  await page.getByText('Always the last day').click();
  await expect
    .element(page.getByText(/^There it is on 28 Feb 2029, 28 Feb 2030, 28 Feb 2031, 28 Feb 2033/))
    .toBeVisible();
});
