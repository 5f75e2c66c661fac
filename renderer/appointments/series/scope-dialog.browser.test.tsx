import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { seenPlacement } from '#shared/commands/placement.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import { must } from '#shared/lib/must.ts';
import { occurrenceId } from '#shared/scheduling/series/series-id.ts';
import type { Instant } from '#shared/time/instant.ts';
import { mustBeWall } from '#shared/time/wall.ts';
import { scopeAsksOf, submitAsked } from '#renderer/appointments/series/scope-asks.ts';
import { counterpart } from '#renderer/appointments/series/counterpart.ts';
import { ScopeDialog } from '#renderer/appointments/series/scope-dialog.tsx';
import type { Submission } from '#renderer/replica/desk.ts';
import type { HoldHandle } from '#renderer/replica/holds/hold-handle.ts';
import { repeating, weekly } from '#tests/builders/booked-series.ts';
import { at, clinic, id } from '#tests/builders/clinic.ts';
import type { InMemoryDesk } from '#tests/builders/in-memory-desk.ts';
import { demo, demoDesk } from '#tests/harness/panels/demo-desk.ts';
import { Shown } from '#tests/harness/panels/shown.tsx';

const on = (date: string, seriesId = weekly): string => occurrenceId(seriesId, mustBeWall(`${date}T09:00:00`));

/** Four Tuesdays at nine in Berlin with Dr. Chen, from 1 December; somebody else has her on the 15th at ten. */
async function open() {
  const desk = demoDesk();
  const phases = [{ minutes: 30, resourceIds: [demo.chen] }];
  const rules = ['FREQ=WEEKLY;COUNT=4'];
  desk.arrive(repeating({ serviceId: demo.checkUp, phases, rules, start: '2026-12-01T09:00:00' }));
  desk.arrive({
    name: 'appointment.book',
    input: {
      appointmentId: id('appt', 50),
      ...{ locationId: clinic.location, serviceId: demo.checkUp, client: { kind: 'known', id: demo.wang }, label: '' },
      ...{ start: at('2026-12-15T09:00'), phases, substitutes: [], status: 'booked', source: 'desk', notes: '' },
    },
  });
  await render(
    <Shown desk={desk}>
      <ScopeDialog />
    </Shown>,
  );
  return { desk };
}

function move(desk: InMemoryDesk, appointmentId: string, start: Instant): Promise<Submission | null> {
  const appointment = must(desk.view.find('appointments', appointmentId), appointmentId);
  const intent: CommandIntent = {
    name: 'appointment.move',
    input: { appointmentId, start, swaps: [], seen: seenPlacement(appointment) },
  };
  return submitAsked(desk, intent, { label: 'appointments.undo.move' });
}

const startsOf = (desk: InMemoryDesk): readonly string[] =>
  desk.view
    .appointmentsIn({ start: at('2026-11-30T00:00'), end: at('2027-01-30T00:00') })
    .filter(({ label, status }) => label === 'Mr Weekly' && status === 'booked')
    .map(({ start }) => new Date(start).toISOString().slice(5, 16))
    .toSorted();

const dialog = page.getByRole('dialog', { name: 'Move a repeating visit' });

test('[SR7] this visit alone is moved by Enter, and the others stay', async () => {
  const { desk } = await open();
  const moved = move(desk, on('2026-12-08'), at('2026-12-08T09:00'));
  await expect.element(dialog.getByText('Every Tuesday at 09:00, 4 times', { exact: false })).toBeVisible();
  await expect.element(dialog.getByText('Tue 8 Dec, 09:00–09:30 → 10:00–10:30')).toBeVisible();
  await expect.element(dialog.getByRole('radio', { name: 'This visit only' })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect((await moved)?.kind).toBe('saved');
  expect(startsOf(desk)).toEqual(['12-01T08:00', '12-08T09:00', '12-15T08:00', '12-22T08:00']);
});

test('[SR7] this and all that follow: says how many and which clash, and one undo restores all of it', async () => {
  const { desk } = await open();
  const moved = move(desk, on('2026-12-08'), at('2026-12-08T09:00'));
  await dialog.getByRole('radio', { name: 'This and all that follow' }).click();
  await expect.element(dialog.getByText('3 visits')).toBeVisible();
  await expect.element(dialog.getByText('Dr. Lin Chen (王小明)')).toBeVisible();
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await expect.element(dialog.getByText('One date is still to be decided.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Move to the nearest free time' }).click();
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  expect((await moved)?.kind).toBe('saved');
  expect(startsOf(desk)).toEqual(['12-01T08:00', '12-08T09:00', '12-15T09:30', '12-22T09:00']);
  const renamings = scopeAsksOf(desk).renamings.get();
  const next = counterpart(on('2026-12-08'), renamings, desk.view) ?? '';
  expect(desk.view.find('appointments', next)?.start).toBe(at('2026-12-08T09:00'));
  await desk.undo();
  expect(counterpart(next, renamings, desk.view)).toBe(on('2026-12-08'));
  expect(startsOf(desk)).toEqual(['12-01T08:00', '12-08T08:00', '12-15T08:00', '12-22T08:00']);
});

test('Escape means nothing of it', async () => {
  const { desk } = await open();
  const moved = move(desk, on('2026-12-08'), at('2026-12-08T09:00'));
  await expect.element(dialog).toBeVisible();
  await userEvent.keyboard('{Escape}');
  expect(await moved).toBeNull();
  expect(desk.submitted).toEqual([]);
});

test('[SR9] cancelling all says what stays, and takes what was moved only when asked to', async () => {
  const { desk } = await open();
  const one = move(desk, on('2026-12-22'), at('2026-12-22T10:00'));
  await expect.element(dialog.getByRole('radio', { name: 'This visit only' })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await one;
  const input = { appointmentId: on('2026-12-08'), reason: 'Moved away' };
  const cancelled = submitAsked(desk, { name: 'appointment.cancel', input }, { label: 'appointments.undo.cancel' });
  await page.getByRole('radio', { name: 'All that are to come' }).click();
  await expect.element(page.getByText('These stay as they are: 1 changed by itself.')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel visits' }).click();
  expect((await cancelled)?.kind).toBe('saved');
  expect(startsOf(desk)).toEqual(['12-22T10:00']);
});

test('[SR7] one that went its own way, and one that has begun, are changed without a question', async () => {
  const { desk } = await open();
  desk.setNow(at('2026-12-08T08:10'));
  expect((await move(desk, on('2026-12-08'), at('2026-12-08T09:00')))?.kind).toBe('saved');
  expect((await move(desk, on('2026-12-08'), at('2026-12-08T10:00')))?.kind).toBe('saved');
});

test('[HU1] [HU2] the new place is held while the question is open, and given back when it is not meant', async () => {
  const { desk } = await open();
  const opened: HoldHandle[] = [];
  const openHold = desk.openHold.bind(desk);
  desk.openHold = () => {
    const hold = openHold();
    opened.push(hold);
    return hold;
  };
  const moved = move(desk, on('2026-12-08'), at('2026-12-08T09:00'));
  await expect.element(dialog).toBeVisible();
  await expect.poll(() => opened.map(({ state }) => state.get().kind)).toEqual(['held']);
  await expect.element(dialog.getByTestId('hold-countdown')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  expect(await moved).toBeNull();
  expect(opened.map(({ state }) => state.get().kind)).toEqual(['none']);
});
