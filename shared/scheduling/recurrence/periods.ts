import {
  dayOfMonth,
  firstDayOfMonth,
  isMonthDay,
  monthDays,
  monthIndexOf,
  sortedOnce,
  weekdayOf,
  yearDays,
} from '#shared/scheduling/recurrence/month-days.ts';
import type { Rule } from '#shared/scheduling/recurrence/rule.ts';
import { type Wall, wallDay } from '#shared/time/wall.ts';

type Begun = { readonly rule: Rule; readonly start: Wall };

/** The days, weeks, months or years that a rule visits, by number from the start's own (0). */
export type Periods = {
  /** The first day of period `index`. */
  firstDay(index: number): number;
  /** The number of the period that `day` is in or after. */
  indexOf(day: number): number;
  /** The matching days of period `index`, sorted. */
  days(index: number): readonly number[];
};

/**
 * Rules whose periods are known by arithmetic alone: nearly all that people make. The others, with week numbers or
 * days of the year, go to rrule-temporal.
 */
export function isPlain(rule: Rule): boolean {
  return rule.weekNumbers.length === 0 && rule.yearDays.length === 0;
}

const noDays: readonly number[] = [];

export function periodsOf(begun: Begun): Periods {
  switch (begun.rule.frequency) {
    case 'daily':
      return daily(begun);
    case 'weekly':
      return weekly(begun);
    case 'monthly':
      return monthly(begun);
    case 'yearly':
      return yearly(begun);
  }
}

function daily({ rule, start }: Begun): Periods {
  const first = wallDay(start);
  const weekdays = new Set<number>(rule.days.map(({ weekday }) => weekday));
  const isFiltered = rule.months.length > 0 || rule.monthDays.length > 0;
  return {
    firstDay: (index) => first + index * rule.interval,
    indexOf: (day) => Math.floor((day - first) / rule.interval),
    days: (index) => {
      const day = first + index * rule.interval;
      if (weekdays.size > 0 && !weekdays.has(weekdayOf(day))) return noDays;
      return !isFiltered || isInMonth(rule, day) ? [day] : noDays;
    },
  };
}

function weekly({ rule, start }: Begun): Periods {
  const day = wallDay(start);
  const first = day - ((weekdayOf(day) - rule.weekStart + 7) % 7);
  const weekdays = rule.days.length === 0 ? [weekdayOf(day)] : rule.days.map(({ weekday }) => weekday);
  const offsets = sortedOnce(weekdays.map((weekday) => (weekday - rule.weekStart + 7) % 7));
  const isFiltered = rule.months.length > 0 || rule.monthDays.length > 0;
  const firstDay = (index: number): number => first + index * 7 * rule.interval;
  return {
    firstDay,
    indexOf: (at) => Math.floor((at - first) / (7 * rule.interval)),
    days: (index) => {
      const days = offsets.map((offset) => firstDay(index) + offset);
      return isFiltered ? days.filter((at) => isInMonth(rule, at)) : days;
    },
  };
}

function monthly({ rule, start }: Begun): Periods {
  const first = monthIndexOf(wallDay(start));
  const startDay = dayOfMonth(wallDay(start));
  const months = new Set(rule.months);
  return {
    firstDay: (index) => firstDayOfMonth(first + index * rule.interval),
    indexOf: (day) => Math.floor((monthIndexOf(day) - first) / rule.interval),
    days: (index) => {
      const month = first + index * rule.interval;
      return months.size === 0 || months.has((month % 12) + 1) ? monthDays(rule, month, startDay) : noDays;
    },
  };
}

function yearly({ rule, start }: Begun): Periods {
  const startMonth = monthIndexOf(wallDay(start));
  const first = Math.floor(startMonth / 12);
  const startDay = dayOfMonth(wallDay(start));
  const everyMonth = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
  const months =
    rule.months.length > 0 ? rule.months : rule.monthDays.length > 0 ? everyMonth : [(startMonth % 12) + 1];
  // Without months, weekdays are counted through the year; with them, through each month (RFC 5545, 3.3.10).
  const isThroughYear = rule.days.length > 0 && rule.months.length === 0;
  const firstMonth = (index: number): number => (first + index * rule.interval) * 12;
  return {
    firstDay: (index) => firstDayOfMonth(firstMonth(index)),
    indexOf: (day) => Math.floor((Math.floor(monthIndexOf(day) / 12) - first) / rule.interval),
    days: (index) =>
      isThroughYear
        ? yearDays(rule, firstMonth(index))
        : months.flatMap((month) => monthDays(rule, firstMonth(index) + month - 1, startDay)),
  };
}

function isInMonth(rule: Rule, day: number): boolean {
  if (rule.months.length > 0 && !rule.months.includes((monthIndexOf(day) % 12) + 1)) return false;
  return rule.monthDays.length === 0 || isMonthDay(rule, day);
}
