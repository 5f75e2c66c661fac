import { expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { clinic, clinicWorld, context, id } from '#tests/builders/clinic.ts';

const manager = context({ role: 'manager' });
const closure = (fromDate: string, toDate = fromDate) => ({ fromDate, toDate, reason: '' });
const close = (closures: readonly object[], was: readonly object[] = []) => ({
  name: 'location.upsert',
  input: { id: clinic.location, set: { closures }, was: { closures: was } },
});
const weeks = (days: object) => ({
  name: 'resource.upsert',
  input: {
    id: clinic.anna,
    set: {
      templates: [
        { validFrom: '2026-11-23', validTo: null, weeks: [{ hours: [], breaks: [] }], anchor: '2026-11-23', ...days },
      ],
    },
    was: { templates: [] },
  },
});
const leave = (fromDate: string, toDate = fromDate) => ({
  name: 'time-off.request',
  input: {
    timeOffId: id('off', 1),
    resourceId: clinic.anna,
    kind: 'vacation',
    note: '',
    ...{ fromDate, toDate, hours: null },
  },
});

test.each([
  [close([closure('2026-12-24'), closure('0202-01-01', '2026-01-01')]), 'set.closures.1.fromDate'],
  [close([closure('2026-12-24', '2100-01-01')]), 'set.closures.0.toDate'],
  [weeks({ validFrom: '0202-11-23' }), 'set.templates.0.validFrom'],
  [weeks({ validTo: '2126-11-23' }), 'set.templates.0.validTo'],
  [leave('0202-01-01'), 'fromDate'],
  [leave('2099-12-31', '2100-01-01'), 'toDate'],
])('[AV12] a day in no year that can be planned is refused with its field (%#)', (intent, field) => {
  const refusal = { code: 'year-out-of-range', field, conflicts: [] };
  expect(clinicWorld().execute(intent, manager)).toEqual({ kind: 'refused', refusal });
});

test('[AV12] the first and the last day of those years can be planned', () => {
  const world = clinicWorld();
  expect(world.execute(close([closure('2000-01-01', '2099-12-31')]), manager).kind).toBe('accepted');
  expect(world.execute(leave('2099-12-31'), manager).kind).toBe('accepted');
});

test('[AV12] one that was there before is not asked again', () => {
  const world = clinicWorld();
  const old = closure('0202-01-01');
  world.put('locations', { ...must(world.find('locations', clinic.location), 'the clinic'), closures: [old] });
  expect(world.execute(close([old, closure('2026-12-24')], [old]), manager).kind).toBe('accepted');
});
