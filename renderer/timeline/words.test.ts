import { expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { resolveLocal } from '#shared/time/local.ts';
import { parseZone } from '#shared/time/zone.ts';
import { at, clinic, clinicWorld, context, id } from '#tests/builders/clinic.ts';
import { booking } from '#tests/builders/booking.ts';
import { anotherHold } from '#tests/builders/held-elsewhere.ts';
import { clinicView } from '#tests/builders/view.ts';
import { conflictWords, dateWords, dayWords, timeRange, weekWords, zoneWords } from '#renderer/timeline/words.ts';

import { initials } from '#renderer/timeline/initials.ts';
import { texts } from '#renderer/timeline/texts.ts';

const berlin = must(parseZone('Europe/Berlin'), 'zone');
const saysKey = (key: string, values: Record<string, unknown> = {}) => [key, ...Object.values(values)].join('|');

test("[F13] times are read on the location's clock, whatever the computer's is", () => {
  expect(timeRange({ start: at('09:00'), end: at('09:45') }, berlin)).toBe('10:00–10:45');
  const starts = (['earlier', 'later'] as const).map(
    (fold) => must(resolveLocal('2026-10-25T02:30', berlin, fold), 'time').instant,
  );
  expect(starts.map((start) => timeRange({ start, end: start }, berlin))).toEqual(['02:30–02:30', '02:30–02:30']);
  expect(starts.map((start) => zoneWords(berlin, start).offset)).toEqual(['GMT+2', 'GMT+1']);
});

test('dates are written in English and in Chinese', () => {
  expect(dateWords('2026-11-23', 'long', 'en')).toBe('Monday, 23 November 2026');
  expect(dateWords('2026-11-23', 'long', 'zh')).toBe('2026年11月23日 星期一');
  expect(dayWords(at('09:00'), berlin, 'zh')).toBe('11月23日 周一');
  expect(weekWords('2026-12-28', '2027-01-03', 'en')).toBe('28 Dec – 3 Jan 2027');
});

test('what is in the way is named, with its time and its row', () => {
  const world = clinicWorld();
  world.execute(booking(), context());
  const { view } = clinicView(world);
  const conflict = {
    resourceId: clinic.room1,
    reason: 'taken' as const,
    holderId: id('appt', 1),
    start: at('09:00'),
    end: at('09:30'),
  };
  expect(conflictWords(conflict, view, berlin, saysKey)).toBe('timeline.conflict.who|Walk-in|10:00–10:30|Room 1');
  const unknown = { ...conflict, holderId: id('appt', 7) };
  expect(conflictWords(unknown, view, berlin, saysKey)).toBe(
    'timeline.conflict.who|timeline.conflict.taken|10:00–10:30|Room 1',
  );
});

test('[HU5] time that another desk holds is named with who is booking it, and where', () => {
  const desk = clinicView();
  const span = { start: at('09:00'), end: at('09:30') };
  desk.showHolds([anotherHold({ resourceId: clinic.room1, ...span })]);
  const conflict = { resourceId: clinic.room1, reason: 'held' as const, holderId: id('hold', 1) };
  const who = desk.view.find('people', clinic.receptionist)?.name ?? 'Desk 2';
  expect(conflictWords({ ...conflict, ...span }, desk.view, berlin, saysKey)).toBe(
    `timeline.conflict.who|timeline.conflict.heldBy|${who}|Desk 2|10:00–10:30|Room 1`,
  );
});

test('[LE7] time that is kept for a desk is named with the desk, where the server knows its name', () => {
  const { view } = clinicView();
  const span = { start: at('09:00'), end: at('09:30') };
  const conflict = { resourceId: clinic.room1, reason: 'leased' as const, holderId: id('desk', 2), ...span };
  expect(conflictWords({ ...conflict, deskName: 'Front' }, view, berlin, saysKey)).toBe(
    'timeline.conflict.who|timeline.conflict.leasedBy|Front|10:00–10:30|Room 1',
  );
  expect(conflictWords(conflict, view, berlin, saysKey)).toBe(
    'timeline.conflict.who|timeline.conflict.leased|10:00–10:30|Room 1',
  );
});

test('a row is signed with initials, titles left out', () => {
  expect(['Dr. Anna Weber', 'Ben', '林美華 Lin Mei-Hua', ' Łukasz  Wójcik '].map(initials)).toEqual([
    'AW',
    'B',
    '美華',
    'ŁW',
  ]);
});

test('both languages have the same words to say', () => {
  const keys = (value: object, path = ''): string[] =>
    Object.entries(value).flatMap(([key, inner]) =>
      typeof inner === 'object' ? keys(inner as object, `${path}${key}.`) : [`${path}${key}`],
    );
  expect(keys(texts.zh)).toEqual(keys(texts.en));
});
