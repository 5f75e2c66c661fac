import { expect, test } from 'vitest';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, id } from '#tests/builders/clinic.ts';
import { anotherHold } from '#tests/builders/held-elsewhere.ts';
import { clinicView, command } from '#tests/builders/view.ts';

const window = { start: at('08:00'), end: at('12:00') };

test('[HU5] what others hold is claimed, foreseen as taken with their hold, and gone when it is over', () => {
  const view = clinicView();
  let changes = 0;
  view.view.subscribe(() => (changes += 1));
  const before = view.view.revision();
  view.showHolds([anotherHold({ resourceId: clinic.anna, start: at('09:00'), end: at('09:30') })]);
  expect(view.view.claimsOn(clinic.anna, window)).toMatchObject([{ holder: { kind: 'hold', id: id('hold', 1) } }]);
  expect(view.predict(command(1, booking()))).toMatchObject({
    kind: 'displaced',
    conflicts: [{ reason: 'held', holderId: id('hold', 1) }],
  });
  expect(view.view.revision()).toBeGreaterThan(before);
  view.showHolds([]);
  expect(view.view.claimsOn(clinic.anna, window)).toEqual([]);
  expect(view.predict(command(1, booking()))).toMatchObject({ kind: 'accepted' });
  expect(changes).toBe(2);
});

test('[HU5] the same list once more is no change', () => {
  const view = clinicView();
  const hold = anotherHold({ resourceId: clinic.anna, start: at('09:00'), end: at('09:30') });
  view.showHolds([hold]);
  const before = view.view.revision();
  view.showHolds([{ ...hold }]);
  expect(view.view.revision()).toBe(before);
});

test('[HU6] a booking that this desk has saved stays where it is when somebody holds that time', () => {
  const view = clinicView();
  view.add(command(1, booking()));
  view.showHolds([anotherHold({ resourceId: clinic.anna, start: at('09:00'), end: at('09:30') })]);
  view.add(command(2, booking({ appointmentId: id('appt', 2), start: at('11:00') })));
  expect(view.view.find('appointments', id('appt', 1))).toMatchObject({ displacement: null, start: at('09:00') });
});
