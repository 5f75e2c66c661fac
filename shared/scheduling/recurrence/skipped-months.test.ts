import { expect, test } from 'vitest';
import { skippedMonths } from '#shared/scheduling/recurrence/skipped-months.ts';

test('the 31st of every month leaves out the short ones, and says which; the last day is offered instead', () => {
  expect(skippedMonths('FREQ=MONTHLY', '2026-12-31T09:00:00')).toEqual({
    months: ['2027-02', '2027-04', '2027-06', '2027-09', '2027-11'],
    isMore: true,
    lastDayRule: 'FREQ=MONTHLY;BYMONTHDAY=-1',
  });
});

test.each([
  ['FREQ=MONTHLY;COUNT=4', ['2027-02', '2027-04']],
  ['FREQ=MONTHLY;COUNT=8', ['2027-02', '2027-04', '2027-06', '2027-09', '2027-11']],
  ['FREQ=MONTHLY;UNTIL=20270430T215959Z', ['2027-02', '2027-04']],
  ['FREQ=MONTHLY;UNTIL=20270420T215959Z', ['2027-02']],
  ['FREQ=MONTHLY;COUNT=12', ['2027-02', '2027-04', '2027-06', '2027-09', '2027-11', '2028-02', '2028-04', '2028-06']],
])('the months that %s leaves out are all of those before its end', (rule, months) => {
  expect(skippedMonths(rule, '2026-12-31T09:00:00')).toMatchObject({ months, isMore: false });
});

test('a rule that ends before the first short month leaves none out', () => {
  expect(skippedMonths('FREQ=MONTHLY;COUNT=2', '2026-12-31T09:00:00')).toBeNull();
});

test('29 February is left out three years of four', () => {
  const skipped = skippedMonths('FREQ=YEARLY', '2028-02-29T09:00:00');
  expect(skipped?.months).toEqual([
    '2029-02',
    '2030-02',
    '2031-02',
    '2033-02',
    '2034-02',
    '2035-02',
    '2037-02',
    '2038-02',
    '2039-02',
  ]);
  expect(skipped?.lastDayRule).toBe('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1');
});

test.each([
  ['FREQ=MONTHLY', '2026-12-28T09:00:00'],
  ['FREQ=MONTHLY;BYMONTHDAY=-1', '2026-12-31T09:00:00'],
  ['FREQ=MONTHLY;BYMONTHDAY=15,31', '2026-12-31T09:00:00'],
  ['FREQ=MONTHLY;BYDAY=-1FR', '2026-12-31T09:00:00'],
  ['FREQ=WEEKLY', '2026-12-31T09:00:00'],
])('%s from %s leaves no month out', (rule, start) => {
  expect(skippedMonths(rule, start)).toBeNull();
});
