import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { seenPlacement } from '#shared/commands/placement.ts';
import { must } from '#shared/lib/must.ts';
import { occurrenceId } from '#shared/scheduling/series/series-id.ts';
import { mustBeWall } from '#shared/time/wall.ts';
import { InspectorPanel } from '#renderer/appointments/inspector-panel.tsx';
import { submitAsked } from '#renderer/appointments/series/scope-asks.ts';
import { ScopeDialog } from '#renderer/appointments/series/scope-dialog.tsx';
import { repeating, weekly } from '#tests/builders/booked-series.ts';
import { at, id } from '#tests/builders/clinic.ts';
import { demo, demoDesk } from '#tests/harness/panels/demo-desk.ts';
import { Shown } from '#tests/harness/panels/shown.tsx';

const on = (date: string): string => occurrenceId(weekly, mustBeWall(`${date}T09:00:00`));

async function open(appointmentId: string) {
  const desk = demoDesk();
  const phases = [{ minutes: 30, resourceIds: [demo.chen] }];
  desk.arrive(repeating({ serviceId: demo.checkUp, phases, start: '2026-12-01T09:00:00', rules: ['FREQ=WEEKLY'] }));
  desk.arrive({ name: 'appointment.cancel', input: { appointmentId: on('2026-12-08'), reason: '' } });
  const onOpenAppointment = vi.fn<(appointmentId: string) => void>();
  await render(
    <Shown desk={desk}>
      <InspectorPanel appointmentId={appointmentId} onClose={() => {}} onOpenAppointment={onOpenAppointment} />
    </Shown>,
  );
  return { desk, onOpenAppointment };
}

const card = page.getByRole('region', { name: 'Series', exact: true });

test('an occurrence says its rule in words, which one it is, and leads to all others', async () => {
  const { onOpenAppointment } = await open(on('2026-12-15'));
  await expect.element(card.getByText('every Tuesday at 09:00')).toBeVisible();
  await expect.element(card.getByText('No. 3')).toBeVisible();
  await card.getByRole('button', { name: 'All dates' }).click();
  await expect.element(card.getByRole('button', { name: /Tue 8 Dec, 09:00 Cancelled/ })).toBeVisible();
  await card.getByRole('button', { name: /Tue 22 Dec, 09:00 Booked/ }).click();
  expect(onOpenAppointment).toHaveBeenCalledExactlyOnceWith(on('2026-12-22'));
});

test('[SR4] an occurrence beyond the reserved span says so', async () => {
  await open(on('2028-12-19'));
  await expect.element(card.getByText(/that is not reserved yet/)).toBeVisible();
});

test('[SR13] a visit that is booked is made the first of a series, and stays as it is', async () => {
  const { desk } = await open(demo.booked);
  await page.getByRole('button', { name: 'Repeat …' }).click();
  await page.getByRole('button', { name: 'Add 11 dates' }).click();
  await vi.waitFor(() => expect(desk.submitted).toHaveLength(1));
  const [{ intent } = { intent: null }] = desk.submitted;
  expect(intent).toMatchObject({
    name: 'series.create',
    input: {
      start: '2026-11-23T10:00:00',
      adopts: demo.booked,
      excluded: [],
      client: { kind: 'known', id: demo.torres },
    },
  });
  const monday = { start: at('2026-11-30T09:00'), end: at('2026-11-30T09:30') };
  expect(desk.view.appointmentsIn(monday).map(({ clientIds }) => clientIds)).toEqual([[demo.torres]]);
  expect(desk.view.find('appointments', id('appt', 1))?.start).toBe(at('09:00'));
  await expect.element(card.getByText('1 of 12')).toBeVisible();
  await expect.element(card.getByText(/was made of this visit/)).toBeVisible();
  await desk.undo();
  await expect.element(card).not.toBeInTheDocument();
  await expect.element(page.getByRole('button', { name: 'Repeat …' })).toBeVisible();
});

test('[SR14] after a change from one on, all dates are counted together; undone, the panel is back at the visit', async () => {
  const desk = demoDesk();
  const phases = [{ minutes: 30, resourceIds: [demo.chen] }];
  const rules = ['FREQ=WEEKLY;COUNT=4'];
  desk.arrive(repeating({ serviceId: demo.checkUp, phases, start: '2026-12-01T09:00:00', rules }));
  await render(
    <Shown desk={desk}>
      <Followed first={on('2026-12-08')} />
      <ScopeDialog />
    </Shown>,
  );
  const visit = must(desk.view.find('appointments', on('2026-12-08')), 'the second');
  const input = { appointmentId: visit.id, start: at('2026-12-08T10:00'), swaps: [], seen: seenPlacement(visit) };
  const moved = submitAsked(desk, { name: 'appointment.move', input }, { label: 'appointments.undo.move' });
  await page.getByRole('radio', { name: 'This and all that follow' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Move', exact: true }).click();
  await moved;
  await expect.element(card.getByText('every Tuesday at 11:00', { exact: true })).toBeVisible();
  await expect.element(card.getByText('2 of 4')).toBeVisible();
  await expect
    .element(card.getByText(/^Changed from 8 December 2026 on; one date before it counts, too/))
    .toBeVisible();
  await card.getByRole('button', { name: 'All dates' }).click();
  await card.getByRole('button', { name: /Tue 1 Dec, 09:00/ }).click();
  await expect.element(card.getByText('1 of 4')).toBeVisible();
  await expect.element(card.getByText(/those 3 dates count, too/)).toBeVisible();
  await card.getByRole('button', { name: 'All dates' }).click();
  await card.getByRole('button', { name: /Tue 15 Dec, 11:00/ }).click();
  await expect.element(card.getByText('3 of 4')).toBeVisible();
  await desk.undo();
  await expect.element(card.getByText('every Tuesday at 09:00, 4 times')).toBeVisible();
  await expect.element(card.getByText('3 of 4')).toBeVisible();
});

/** The panel as the shell shows it: another visit is another panel. */
function Followed({ first }: { readonly first: string }) {
  const [appointmentId, setAppointmentId] = useState(first);
  return (
    <InspectorPanel
      appointmentId={appointmentId}
      onClose={() => {}}
      onOpenAppointment={setAppointmentId}
      onFollow={setAppointmentId}
    />
  );
}

test('the dates are shown and hidden by Enter, and Escape passes them on its way to the panel', async () => {
  await open(on('2026-12-15'));
  const dates = card.getByRole('button', { name: /Tue 22 Dec/ });
  await card.getByRole('button', { name: 'All dates' }).click();
  await expect.element(dates).toBeVisible();
  let isTaken: boolean | null = null;
  const listen = (event: KeyboardEvent): void => {
    isTaken = event.defaultPrevented;
  };
  document.body.addEventListener('keydown', listen);
  await userEvent.keyboard('{Escape}');
  document.body.removeEventListener('keydown', listen);
  expect(isTaken).toBe(false);
  await userEvent.keyboard('{Enter}');
  await expect.element(dates).not.toBeInTheDocument();
});
