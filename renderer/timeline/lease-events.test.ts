import { expect, test } from 'vitest';
import { plusMinutes } from '#shared/time/instant.ts';
import { leaseEvents } from '#renderer/timeline/lease-events.ts';
import { at, clinic, id } from '#tests/builders/clinic.ts';
import { InMemoryDesk } from '#tests/builders/in-memory-desk.ts';
import { InMemoryView } from '#tests/builders/in-memory-view.ts';

const person = {
  id: clinic.manager,
  version: 1,
  name: 'M',
  title: '',
  role: 'manager',
  color: '#112233',
  isActive: true,
} as const;
const lease = {
  id: id('lease', 1),
  deskId: id('desk', 1),
  resourceId: clinic.room1,
  start: at('07:00'),
  end: at('19:00'),
  expiresAt: at('19:00'),
};
const window = { start: at('00:00'), end: plusMinutes(at('00:00'), 1440) };

function deskWith(isOffline: boolean): InMemoryDesk {
  const desk = new InMemoryDesk(new InMemoryView(), { person, now: at('08:00'), isOffline });
  const other = { ...lease, id: id('lease', 2), resourceId: clinic.room2, deskId: id('desk', 2), deskName: 'Back' };
  desk.leases.set({ desks: [], own: [lease], others: [other] });
  return desk;
}

test('[LE10] without a connection the timeline shows whose time is kept, behind the visits', () => {
  expect(leaseEvents(deskWith(true), window)).toMatchObject([
    { resourceIds: [clinic.room1], display: 'background', extendedProps: { lease: 'own' } },
    { resourceIds: [clinic.room2], display: 'background', extendedProps: { lease: 'other', deskName: 'Back' } },
  ]);
});

test('with a connection others may book there all the same, and nothing is shown', () => {
  expect(leaseEvents(deskWith(false), window)).toEqual([]);
});
