import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { seenPlacement } from '#shared/commands/placement.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import { must } from '#shared/lib/must.ts';
import { occurrenceId, seriesIdFrom } from '#shared/scheduling/series/series-id.ts';
import type { Instant } from '#shared/time/instant.ts';
import { mustBeWall } from '#shared/time/wall.ts';
import { submitAsked } from '#renderer/appointments/series/scope-asks.ts';
import { ScopeDialog } from '#renderer/appointments/series/scope-dialog.tsx';
import type { Submission } from '#renderer/replica/desk.ts';
import { repeating, weekly } from '#tests/builders/booked-series.ts';
import { at, clinic, id } from '#tests/builders/clinic.ts';
import type { InMemoryDesk } from '#tests/builders/in-memory-desk.ts';
import { demo, demoDesk } from '#tests/harness/panels/demo-desk.ts';
import { Shown } from '#tests/harness/panels/shown.tsx';

const first = id('appt', 60);
const rest = seriesIdFrom(id('rest', 1));
const on = (date: string, seriesId = weekly, time = '09:00:00'): string =>
  occurrenceId(seriesId, mustBeWall(`${date}T${time}`));

/** Four Tuesdays at nine in Berlin with Dr. Chen, from 1 December, made of a visit that was booked on the phone. */
async function open() {
  const desk = demoDesk();
  const phases = [{ minutes: 30, resourceIds: [demo.chen] }];
  desk.arrive({
    name: 'appointment.book',
    input: {
      ...{ appointmentId: first, locationId: clinic.location, serviceId: demo.checkUp, client: { kind: 'nobody' } },
      ...{ label: 'Mr Weekly', start: at('2026-12-01T08:00'), phases, substitutes: [], status: 'booked' },
      ...{ source: 'phone', notes: '' },
    },
  });
  const what = { serviceId: demo.checkUp, phases, start: '2026-12-01T09:00:00', adopts: first };
  desk.arrive(repeating({ ...what, rules: ['FREQ=WEEKLY;COUNT=4'] }));
  await render(
    <Shown desk={desk}>
      <ScopeDialog />
    </Shown>,
  );
  return desk;
}

/** From the third date on it is at eleven: another desk's doing. */
function splitElsewhere(desk: InMemoryDesk): void {
  const scope = { kind: 'following' as const, recurrenceId: '2026-12-15T09:00:00' };
  desk.arrive({
    name: 'series.change',
    input: { seriesId: weekly, nextSeriesId: rest, scope, shiftMs: 7_200_000, decisions: [] },
  });
}

function move(desk: InMemoryDesk, appointmentId: string, start: Instant): Promise<Submission | null> {
  const appointment = must(desk.view.find('appointments', appointmentId), appointmentId);
  const input = { appointmentId, start, swaps: [], seen: seenPlacement(appointment) };
  return submitAsked(desk, { name: 'appointment.move', input }, { label: 'appointments.undo.move' });
}

function cancel(desk: InMemoryDesk, appointmentId: string): Promise<Submission | null> {
  const intent: CommandIntent = { name: 'appointment.cancel', input: { appointmentId, reason: 'ill' } };
  return submitAsked(desk, intent, { label: 'appointments.undo.cancel' });
}

const startsOf = (desk: InMemoryDesk): readonly string[] =>
  desk.view
    .appointmentsIn({ start: at('2026-11-30T00:00'), end: at('2027-01-30T00:00') })
    .filter(({ label, status }) => label === 'Mr Weekly' && status === 'booked')
    .map(({ start }) => new Date(start).toISOString().slice(5, 16))
    .toSorted();

const dialog = page.getByRole('dialog');
const asMade = ['12-01T08:00', '12-08T08:00', '12-15T08:00', '12-22T08:00'];
const asSplit = ['12-01T08:00', '12-08T08:00', '12-15T10:00', '12-22T10:00'];

test('[SR15] moving the visit that the series was made of asks how much is meant, and all goes with it; one undo', async () => {
  const desk = await open();
  const moved = move(desk, first, at('2026-12-01T09:00'));
  await dialog.getByRole('radio', { name: 'This and all that follow' }).click();
  await expect.element(dialog.getByText('4 visits')).toBeVisible();
  await expect.element(dialog.getByText(/These stay as they are/)).not.toBeInTheDocument();
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  expect((await moved)?.kind).toBe('saved');
  expect(startsOf(desk)).toEqual(['12-01T09:00', '12-08T09:00', '12-15T09:00', '12-22T09:00']);
  expect(desk.view.find('appointments', first)?.start).toBe(at('2026-12-01T09:00'));
  expect(desk.submitted).toHaveLength(1);
  await desk.undo();
  expect(startsOf(desk)).toEqual(asMade);
});

test('[SR15] cancelling all from a later date takes the first along; this visit only is that visit only', async () => {
  const desk = await open();
  const cancelled = cancel(desk, on('2026-12-08'));
  await dialog.getByRole('radio', { name: 'All that are to come' }).click();
  await expect.element(dialog.getByText('3 visits')).toBeVisible();
  await expect.element(dialog.getByText('4 visits')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel visits' }).click();
  expect((await cancelled)?.kind).toBe('saved');
  expect(startsOf(desk)).toEqual([]);
  await desk.undo();
  expect(startsOf(desk)).toEqual(asMade);
  const alone = cancel(desk, first);
  await dialog.getByRole('radio', { name: 'This visit only' }).click();
  await dialog.getByRole('button', { name: 'Cancel visits' }).click();
  expect((await alone)?.kind).toBe('saved');
  expect(startsOf(desk)).toEqual(asMade.slice(1));
});

test('[SR15] once it was moved by itself nobody is asked about it any more, and it stays', async () => {
  const desk = await open();
  const alone = move(desk, first, at('2026-12-01T12:00'));
  await dialog.getByRole('radio', { name: 'This visit only' }).click();
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await alone;
  expect((await move(desk, first, at('2026-12-01T12:30')))?.kind).toBe('saved');
  const moved = move(desk, on('2026-12-08'), at('2026-12-08T09:00'));
  await dialog
    .getByRole('radio', { name: 'All that are to come' })
    .or(dialog.getByRole('radio', { name: 'This and all that follow' }))
    .first()
    .click();
  await expect.element(dialog.getByText('3 visits')).toBeVisible();
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await moved;
  expect(startsOf(desk)).toEqual(['12-01T12:30', '12-08T09:00', '12-15T09:00', '12-22T09:00']);
});

test('[SR16] after another desk changed it from one date on, all means both parts: it says so, and one undo restores it', async () => {
  const desk = await open();
  splitElsewhere(desk);
  expect(startsOf(desk)).toEqual(asSplit);
  const moved = move(desk, on('2026-12-08'), at('2026-12-08T09:00'));
  await dialog.getByRole('radio', { name: 'All that are to come' }).click();
  await expect.element(dialog.getByText('3 visits')).toBeVisible();
  await expect.element(dialog.getByText('4 visits')).toBeVisible();
  await expect
    .element(dialog.getByText('The series was changed along the way: 2 parts of it are meant.'))
    .toBeVisible();
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  expect((await moved)?.kind).toBe('saved');
  expect(startsOf(desk)).toEqual(['12-01T09:00', '12-08T09:00', '12-15T11:00', '12-22T11:00']);
  await desk.undo();
  expect(startsOf(desk)).toEqual(asSplit);
});

test('[SR16] cancelling all from the later part takes the earlier along, and from there on only what follows', async () => {
  const desk = await open();
  splitElsewhere(desk);
  const cancelled = cancel(desk, on('2026-12-22', rest, '11:00:00'));
  await dialog.getByRole('radio', { name: 'All that are to come' }).click();
  await expect.element(dialog.getByText('1 visit', { exact: true })).toBeVisible();
  await expect.element(dialog.getByText('4 visits')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel visits' }).click();
  await cancelled;
  expect(startsOf(desk)).toEqual([]);
  await desk.undo();
  expect(startsOf(desk)).toEqual(asSplit);
  const following = cancel(desk, on('2026-12-08'));
  await dialog.getByRole('radio', { name: 'This and all that follow' }).click();
  await dialog.getByRole('button', { name: 'Cancel visits' }).click();
  await following;
  expect(startsOf(desk)).toEqual(['12-01T08:00']);
});
