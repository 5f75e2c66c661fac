import { expect, test } from 'vitest';
import { parseTypedDate } from '#renderer/appointments/fields/parse-typed-date.ts';
import { parseTypedTime } from '#renderer/appointments/fields/parse-typed-time.ts';

test.each([
  ['9', '09:00'],
  ['930', '09:30'],
  ['1015', '10:15'],
  ['9:05', '09:05'],
  ['9.30', '09:30'],
  ['14h30', '14:30'],
  ['2pm', '14:00'],
  ['12 am', '00:00'],
  ['2:15 PM', '14:15'],
  ['下午2:15', '14:15'],
  ['9点30', '09:30'],
  ['14：30', '14:30'],
])('a time typed as %s is %s', (typed, time) => {
  expect(parseTypedTime(typed)).toBe(time);
});

test.each(['', '25', '9:75', '1:2:3', 'soon', '10:1', '99999'])('%j is not a time', (typed) => {
  expect(parseTypedTime(typed)).toBeNull();
});

test.each([
  ['today', '2026-11-21'],
  ['tomorrow', '2026-11-22'],
  ['明天', '2026-11-22'],
  ['+3', '2026-11-24'],
  ['fri', '2026-11-27'],
  ['Saturday', '2026-11-21'],
  ['周一', '2026-11-23'],
  ['24', '2026-11-24'],
  ['20', '2026-12-20'],
  ['24.12', '2026-12-24'],
  ['1/2', '2027-02-01'],
  ['24/12/27', '2027-12-24'],
  ['2026-12-24', '2026-12-24'],
  ['12月24日', '2026-12-24'],
  ['29.2', '2028-02-29'],
])('a day typed as %s on Saturday 21 November 2026 is %s', (typed, date) => {
  expect(parseTypedDate(typed, '2026-11-21')).toBe(date);
});

test.each(['', '30.2', '30.2.2027', '31/11', '2027-02-30', '32', 'someday', '1.13', '-1', '99.99.'])(
  '%j is no day that exists',
  (typed) => {
    expect(parseTypedDate(typed, '2026-11-21')).toBeNull();
  },
);

test.each(['1.1.1970', '31.12.1999', '1.1.2100', '1.1.9999', '0202-01-01'])('[F11] %s is no day to book', (typed) => {
  expect(parseTypedDate(typed, '2026-11-21')).toBeNull();
});

test.each([
  ['1.1.2000', '2000-01-01'],
  ['31.12.2099', '2099-12-31'],
])('[F11] %s can be booked', (typed, date) => {
  expect(parseTypedDate(typed, '2026-11-21')).toBe(date);
});
