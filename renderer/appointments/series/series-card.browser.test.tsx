import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { occurrenceId } from '#shared/scheduling/series/series-id.ts';
import { mustBeWall } from '#shared/time/wall.ts';
import { InspectorPanel } from '#renderer/appointments/inspector-panel.tsx';
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

test('[SR2] a visit that is booked is made the first of a series, and stays as it is', async () => {
  const { desk } = await open(demo.booked);
  await page.getByRole('button', { name: 'Repeat …' }).click();
  await page.getByRole('button', { name: 'Add 11 dates' }).click();
  await vi.waitFor(() => expect(desk.submitted).toHaveLength(1));
  const [{ intent } = { intent: null }] = desk.submitted;
  expect(intent).toMatchObject({
    name: 'series.create',
    input: {
      start: '2026-11-23T10:00:00',
      excluded: ['2026-11-23T10:00:00'],
      client: { kind: 'known', id: demo.torres },
    },
  });
  const monday = { start: at('2026-11-30T09:00'), end: at('2026-11-30T09:30') };
  expect(desk.view.appointmentsIn(monday).map(({ clientIds }) => clientIds)).toEqual([[demo.torres]]);
  expect(desk.view.find('appointments', id('appt', 1))?.version).toBe(1);
});
