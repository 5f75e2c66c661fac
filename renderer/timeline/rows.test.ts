import { expect, test } from 'vitest';
import { clinic, id, location, resource } from '#tests/builders/clinic.ts';
import { shownDaysOf } from '#renderer/timeline/hours.ts';
import { kindOfGroup, type RowChoice, rowsOf, toCalendarResources } from '#renderer/timeline/rows.ts';

const anna = resource({ id: clinic.anna, kind: 'practitioner', name: 'Anna', order: 2 });
const ben = resource({ id: clinic.ben, kind: 'practitioner', name: 'Ben', order: 1, hours: [] });
const room = resource({ id: clinic.room1, name: 'Room 1' });
const elsewhere = resource({ id: id('room', 8), locationId: id('loc', 2) });
const gone = resource({ id: id('room', 9), isActive: false });
const inBerlin = (...days: readonly string[]) => shownDaysOf(days, location().zone);
const all = [room, elsewhere, gone, anna, ben];

function rows(choice: Partial<RowChoice> = {}) {
  const whole: RowChoice = {
    kind: 'all',
    shown: inBerlin('2026-11-23'),
    showsOffDuty: true,
    busyIds: new Set(),
    ...choice,
  };
  return rowsOf(all, location(), whole).map((row) => row.name);
}

test("rows are those of the location, people first, in the clinic's order", () => {
  expect(rows()).toEqual(['Ben', 'Anna', 'Room 1']);
  expect(rows({ kind: 'room' })).toEqual(['Room 1']);
});

test('nobody on duty is hidden, unless something is booked there', () => {
  expect(rows({ showsOffDuty: false })).toEqual(['Anna', 'Room 1']);
  expect(rows({ showsOffDuty: false, busyIds: new Set([clinic.ben]) })).toEqual(['Ben', 'Anna', 'Room 1']);
});

test('a resource that is not in use any more keeps its row while visits are on it', () => {
  expect(rows({ busyIds: new Set([gone.id]) })).toContain(gone.name);
});

test('hours reach the calendar as wall time, Sunday as day 0; no hours at all is closed, not open', () => {
  const sunday = resource({ hours: [{ weekday: 7, fromMinute: 510, toMinute: 1440 }] });
  expect(
    toCalendarResources([sunday, ben], location(), inBerlin('2026-11-23', '2026-11-29')).map(
      (row) => row.businessHours,
    ),
  ).toEqual([
    [{ daysOfWeek: [0], startTime: '08:30', endTime: '24:00' }],
    [{ daysOfWeek: [], startTime: '00:00', endTime: '24:00' }],
  ]);
});

test('the group of a row names its kind', () => {
  const groups = toCalendarResources([anna, room], location(), inBerlin('2026-11-23')).map((row) =>
    String(row['group']),
  );
  expect(groups.map(kindOfGroup)).toEqual(['practitioner', 'room']);
  expect(groups.toSorted()).toEqual(groups);
});
