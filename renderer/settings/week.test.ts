import { expect, test } from 'vitest';
import { addSpan, clockText, copyToOpenDays, openDay, parseClock, withDay } from '#renderer/settings/week.ts';

const monday = { weekday: 1, fromMinute: 480, toMinute: 720 };

test('a time is read the ways people type it', () => {
  expect(['9', '09', '930', '9:30', '09.30', '24:00'].map(parseClock)).toEqual([540, 540, 570, 570, 570, 1440]);
  expect(['', '25', '9:60', 'noon', '-1', '24:01'].map(parseClock)).toEqual([null, null, null, null, null, null]);
});

test('midnight closes the day that it ends', () => {
  expect(clockText(1440)).toBe('00:00');
  expect(clockText(65)).toBe('01:05');
});

test('a day that opens takes the hours of another open day, else the usual ones', () => {
  expect(openDay([monday], 3)).toEqual([monday, { ...monday, weekday: 3 }]);
  expect(openDay([], 3)).toEqual([{ weekday: 3, fromMinute: 540, toMinute: 1020 }]);
});

test('hours after a break follow the last ones and stay within the day', () => {
  expect(addSpan([monday], 1)[1]).toEqual({ weekday: 1, fromMinute: 780, toMinute: 960 });
  expect(addSpan([{ weekday: 1, fromMinute: 0, toMinute: 1440 }], 1)[1]).toEqual({
    weekday: 1,
    fromMinute: 1380,
    toMinute: 1440,
  });
});

test('copying a day changes the other open days and opens none', () => {
  const friday = { weekday: 5, fromMinute: 600, toMinute: 660 };
  expect(copyToOpenDays([monday, friday], 1)).toEqual([monday, { ...monday, weekday: 5 }]);
  expect(withDay([monday], 1, [])).toEqual([]);
});
