import { expect, test } from 'vitest';
import { adopt, givable, giveUp, markRead, markUnread, noLeases } from '#renderer/replica/leases/held-leases.ts';
import { at, clinic, id } from '#tests/builders/clinic.ts';

const lease = {
  id: id('lease', 1),
  deskId: id('desk', 1),
  resourceId: clinic.room1,
  start: at('08:00'),
  end: at('12:00'),
  expiresAt: at('22:00'),
};
const answer = { serverTime: at('07:00'), leases: [lease], recalls: [], others: [], desks: [] };
const slice = { leaseId: lease.id, start: at('09:00'), end: at('10:00') };
const read = markRead(adopt(noLeases, answer), new Set([lease.id]));

test('[LE4] a lease counts only once it has been read up to, and never for another replica', () => {
  expect(adopt(noLeases, answer).held).toEqual([{ ...lease, isRead: false }]);
  expect(adopt(read, answer).held).toEqual([{ ...lease, isRead: true }]);
  expect(markUnread(read).held).toEqual([{ ...lease, isRead: false }]);
  expect(adopt(read, { ...answer, leases: [] }).held).toEqual([]);
});

test('[LE5] what was given up never comes back with its lease, however late the answer is', () => {
  const smaller = giveUp(read, [slice]);
  const left = [
    { ...lease, end: at('09:00'), isRead: true },
    { ...lease, start: at('10:00'), isRead: true },
  ];
  expect(smaller.held).toEqual(left);
  expect(adopt(smaller, answer).held).toEqual(left);
  const gone = adopt(smaller, { ...answer, leases: [], serverTime: at('22:30') });
  expect(adopt(gone, answer).held.map(({ start }) => start)).toEqual([at('08:00'), at('10:00')]);
});

test('[LE6] what is booked here and not sent yet is kept', () => {
  const unsent = [{ resourceId: clinic.room1, start: at('09:15'), end: at('09:30') }];
  expect(givable(read, [slice], unsent)).toEqual([
    { leaseId: lease.id, start: at('09:00'), end: at('09:15') },
    { leaseId: lease.id, start: at('09:30'), end: at('10:00') },
  ]);
});
