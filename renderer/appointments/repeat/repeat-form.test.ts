import { describe, expect, test } from 'vitest';
import { parseZone } from '#shared/time/zone.ts';
import { frequencies } from '#shared/scheduling/recurrence/rule.ts';
import { reviewSeries } from '#shared/scheduling/recurrence/review-series.ts';
import { must } from '#shared/lib/must.ts';
import {
  onceOnly,
  type RepeatForm,
  type RepeatStart,
  ruleOf,
  trimmedTo,
} from '#renderer/appointments/repeat/repeat-form.ts';

const zone = must(parseZone('Europe/Berlin'), 'zone');
const tuesday: RepeatStart = { date: '2026-11-24', time: '09:00', zone, disambiguation: 'compatible' };

function ruleFor(form: Partial<RepeatForm>, start: Partial<RepeatStart> = {}): string | null {
  return ruleOf({ ...onceOnly, ...form }, { ...tuesday, ...start });
}

describe('the rule of a repeat form', () => {
  test.each<[string, Partial<RepeatForm>, string]>([
    ['daily', { frequency: 'daily' }, 'FREQ=DAILY;COUNT=12'],
    ['weekly on the day of its start', { frequency: 'weekly' }, 'FREQ=WEEKLY;COUNT=12;BYDAY=TU'],
    [
      'every second week on chosen days, in their order',
      { frequency: 'weekly', interval: 2, weekdays: [5, 1], count: 4 },
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=MO,FR',
    ],
    ['monthly by date', { frequency: 'monthly' }, 'FREQ=MONTHLY;COUNT=12;BYMONTHDAY=24'],
    ['monthly on the last day', { frequency: 'monthly', by: 'last-day' }, 'FREQ=MONTHLY;COUNT=12;BYMONTHDAY=-1'],
    ['monthly on the weekday of its start', { frequency: 'monthly', by: 'weekday' }, 'FREQ=MONTHLY;COUNT=12;BYDAY=4TU'],
    [
      'monthly on the last Friday',
      { frequency: 'monthly', by: 'weekday', nth: -1, nthWeekday: 5 },
      'FREQ=MONTHLY;COUNT=12;BYDAY=-1FR',
    ],
    [
      'yearly, no further ahead than a series may be made',
      { frequency: 'yearly' },
      'FREQ=YEARLY;COUNT=2;BYMONTH=11;BYMONTHDAY=24',
    ],
    ['yearly without an end', { frequency: 'yearly', ends: 'never' }, 'FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=24'],
  ])('[RR1] is %s', (_, form, rule) => {
    expect(ruleFor(form)).toBe(rule);
  });

  test('[RR1] ends with the whole of its last day, in the zone of the visit', () => {
    const form = { frequency: 'daily', ends: 'until', until: '2026-12-24' } as const;
    expect(ruleFor(form)).toBe('FREQ=DAILY;UNTIL=20261224T225959Z');
  });

  test.each<[Partial<RepeatForm>, string]>([
    ...frequencies.map((frequency): [Partial<RepeatForm>, string] => [{ frequency }, '2026-11-24']),
    ...frequencies.map((frequency): [Partial<RepeatForm>, string] => [{ frequency, interval: 99 }, '2026-11-24']),
    [{ frequency: 'monthly', interval: 2 }, '2026-11-24'],
    [{ frequency: 'monthly' }, '2027-01-31'],
    [{ frequency: 'yearly' }, '2028-02-29'],
    [{ frequency: 'yearly', by: 'last-day' }, '2028-02-29'],
    [{ frequency: 'yearly', by: 'weekday' }, '2026-11-24'],
  ])('[SR6] the default of %j from %s can be booked', (form, date) => {
    const rule = must(ruleFor(form, { date }), 'rule');
    const series = {
      start: `${date}T09:00:00`,
      zone,
      rules: [rule],
      minutes: 30,
      added: [],
      excluded: [],
      exceptions: [],
    };
    expect(reviewSeries(series).kind).toBe('accepted');
  });

  test('[RR5] a fifth weekday is the last of its month', () => {
    expect(ruleFor({ frequency: 'monthly', by: 'weekday' }, { date: '2026-12-29' })).toContain('BYDAY=-1TU');
  });

  test('there is none while it does not repeat, or no last day was entered', () => {
    expect([ruleFor({}), ruleFor({ frequency: 'daily', ends: 'until' })]).toEqual([null, null]);
  });

  test('there is none while a number cannot be read', () => {
    expect(ruleFor({ frequency: 'daily', count: 'unclear' })).toBeNull();
    expect(ruleFor({ frequency: 'daily', interval: 'unclear' })).toBeNull();
    expect(ruleFor({ frequency: 'daily', ends: 'never', count: 'unclear' })).toBe('FREQ=DAILY');
  });

  test('[RR3] takes the end of the shorter rule that is offered', () => {
    const trimmed = trimmedTo(
      { ...onceOnly, frequency: 'daily', count: 9_000 },
      ['FREQ=DAILY;UNTIL=20281122T080000Z'],
      zone,
    );
    expect(trimmed).toMatchObject({ ends: 'until', until: '2028-11-22' });
  });
});
