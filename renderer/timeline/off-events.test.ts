import { expect, test } from 'vitest';
import type { TimeOff } from '#shared/scheduling/time-off.ts';
import { dayInterval } from '#shared/time/local.ts';
import { at, clinic, clinicWorld, id, location } from '#tests/builders/clinic.ts';
import { InMemoryView } from '#tests/builders/in-memory-view.ts';
import { offEvents, offSpansIn } from '#renderer/timeline/off-events.ts';

const { zone } = location();
const leave: TimeOff = {
  id: id('off', 1),
  version: 1,
  resourceId: clinic.anna,
  fromDate: '2026-11-23',
  toDate: '2026-11-24',
  hours: null,
  kind: 'vacation',
  note: '',
  state: 'requested',
  claims: [],
  requestedBy: clinic.receptionist,
  requestedAt: at('08:00'),
  decidedBy: null,
  decidedAt: null,
  decisionNote: '',
};

function shown(timeOff: TimeOff) {
  const view = new InMemoryView();
  const world = clinicWorld();
  view.put('locations', ...world.all('locations'));
  view.put('resources', ...world.all('resources'));
  view.put('timeOff', timeOff);
  const window = dayInterval('2026-11-24', zone);
  const filter = { resourceIds: new Set([clinic.anna]), showsClosed: false, window };
  return { events: offEvents(timeOff, view, filter), spans: offSpansIn(window, view) };
}

test('[TO1] leave is drawn on its row as asked for, then as approved; declined and withdrawn is gone', () => {
  const facesOf = (state: TimeOff['state']) => shown({ ...leave, state }).events.map(({ face }) => face);
  expect(facesOf('requested')).toMatchObject([{ kind: 'off', isRequested: true, offKind: 'vacation' }]);
  expect(facesOf('approved')).toMatchObject([{ kind: 'off', isRequested: false }]);
  expect([...facesOf('declined'), ...facesOf('withdrawn')]).toEqual([]);
});

test('hours of leave are drawn on each day of the window alone', () => {
  const { events, spans } = shown({ ...leave, hours: { fromMinute: 600, toMinute: 660 } });
  expect(events.map(({ start, end }) => [start, end])).toEqual([
    ['2026-11-24T09:00:00.000Z', '2026-11-24T10:00:00.000Z'],
  ]);
  expect(spans).toHaveLength(1);
});
