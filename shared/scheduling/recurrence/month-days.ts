import type { Rule, Weekday } from '#shared/scheduling/recurrence/rule.ts';
import { DAY_MS } from '#shared/time/wall.ts';

/** Months since year 0: January of year 0 is 0. */
export type MonthIndex = number;

export function monthIndexOf(day: number): MonthIndex {
  const date = new Date(day * DAY_MS);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

export function firstDayOfMonth(month: MonthIndex): number {
  return Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY_MS;
}

/** ISO weekday of a day since 1970-01-01, which was a Thursday. */
export function weekdayOf(day: number): Weekday {
  // A remainder of seven, plus one.
  return (((((day + 3) % 7) + 7) % 7) + 1) as Weekday;
}

export function dayOfMonth(day: number): number {
  return new Date(day * DAY_MS).getUTCDate();
}

/** The days of one month that the rule's days, month days or, without either, the start's month day choose; sorted. */
export function monthDays(rule: Rule, month: MonthIndex, startDayOfMonth: number): readonly number[] {
  const first = firstDayOfMonth(month);
  const length = firstDayOfMonth(month + 1) - first;
  if (rule.days.length === 0) {
    const chosen = rule.monthDays.length === 0 ? [startDayOfMonth] : rule.monthDays;
    return numbered(chosen, length).map((day) => first + day - 1);
  }
  const byDay = weekdaysWithin(rule, first, length);
  if (rule.monthDays.length === 0) return byDay;
  const allowed = new Set(numbered(rule.monthDays, length));
  return byDay.filter((day) => allowed.has(day - first + 1));
}

/** The days of one year that the rule's weekdays choose and its month days, if it has any, allow; sorted. */
export function yearDays(rule: Rule, january: MonthIndex): readonly number[] {
  const first = firstDayOfMonth(january);
  const byDay = weekdaysWithin(rule, first, firstDayOfMonth(january + 12) - first);
  return rule.monthDays.length === 0 ? byDay : byDay.filter((day) => isMonthDay(rule, day));
}

/** Whether the day of the month is one that the rule names. */
export function isMonthDay(rule: Rule, day: number): boolean {
  const number = dayOfMonth(day);
  const month = monthIndexOf(day);
  const length = firstDayOfMonth(month + 1) - firstDayOfMonth(month);
  return rule.monthDays.some((chosen) => (chosen > 0 ? chosen : length + 1 + chosen) === number);
}

/** Month days from 1, negative ones counted from the end, those that the month does not have left out; sorted. */
function numbered(chosen: readonly number[], length: number): readonly number[] {
  const days: number[] = [];
  for (const day of chosen) {
    const number = day > 0 ? day : length + 1 + day;
    if (number >= 1 && number <= length && !days.includes(number)) days.push(number);
  }
  return days.length > 1 ? days.sort((a, b) => a - b) : days;
}

function weekdaysWithin(rule: Rule, first: number, length: number): readonly number[] {
  const days: number[] = [];
  for (const { weekday, nth } of rule.days) {
    const earliest = first + ((weekday - weekdayOf(first) + 7) % 7);
    const times = Math.floor((first + length - 1 - earliest) / 7) + 1;
    if (nth === 0) for (let index = 0; index < times; index += 1) days.push(earliest + index * 7);
    else if (Math.abs(nth) <= times) days.push(earliest + (nth > 0 ? nth - 1 : times + nth) * 7);
  }
  return sortedOnce(days);
}

export function sortedOnce(numbers: readonly number[]): readonly number[] {
  return numbers.length < 2 ? numbers : [...new Set(numbers)].sort((a, b) => a - b);
}
