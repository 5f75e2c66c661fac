import { expect, test } from 'vitest';
import { clientVisits, nextVisits, visitsOfSeries } from '#renderer/clients/client-visits.ts';
import { repeating, weeklyOn } from '#tests/builders/booked-series.ts';
import { at, clinicWorld, context, id } from '#tests/builders/clinic.ts';
import { clinicView } from '#tests/builders/view.ts';

test('[SR1] the dates of a series are visits ahead of its client, the next one first, but for those that were cancelled', () => {
  const world = clinicWorld();
  const client = { kind: 'new', id: id('client', 1), name: 'Mia', phone: '' } as const;
  world.execute(repeating({ client }), context());
  world.execute(
    { name: 'appointment.cancel', input: { appointmentId: weeklyOn('2026-12-01'), reason: '' } },
    context(),
  );
  const { view } = clinicView(world);
  const now = at('2026-11-25T08:00');
  expect(nextVisits(view, new Set([client.id]), now).get(client.id)?.id).toBe(weeklyOn('2026-12-08'));
  const all = [...view.all('appointments').values(), ...visitsOfSeries([...view.all('series').values()], now)];
  const { upcoming, past } = clientVisits(all, client.id, now);
  expect(upcoming.map(({ id: visit }) => visit).slice(0, 2)).toEqual([weeklyOn('2026-12-08'), weeklyOn('2026-12-15')]);
  expect(upcoming).toHaveLength(10);
  expect(past.map(({ status }) => status)).toEqual(['cancelled']);
});
