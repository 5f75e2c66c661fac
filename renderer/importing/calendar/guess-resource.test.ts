import { expect, test } from 'vitest';
import { guessResource } from '#renderer/importing/calendar/guess-resource.ts';

const people = [
  { id: 'chen', name: 'Dr. Lin Chen' },
  { id: 'osei', name: 'Dr. Kofi Osei' },
  { id: 'müller', name: 'Peter Müller' },
  { id: 'room1', name: 'Room 1' },
  { id: 'room12', name: 'Room 12' },
  { id: 'wang', name: '王小明' },
];

test.each([
  ['Dr. Kofi Osei', 'osei'],
  ['osei-calendar.ics', 'osei'],
  ['Calendar of Lin CHEN', 'chen'],
  ['peter_mueller', 'müller'],
  ['Peter Mu\u0308ller', 'müller'],
  ['Room 12', 'room12'],
  ['Plan Room 1', 'room1'],
  ['王小明', 'wang'],
  ['Holidays in Germany', null],
  ['Lin Chen and Kofi Osei', null],
  ['', null],
])('“%s” is the calendar of %s', (calendar, id) => {
  expect(guessResource(calendar, people)).toBe(id);
});
