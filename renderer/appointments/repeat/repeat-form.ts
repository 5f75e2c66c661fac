import { formatRule } from '#shared/scheduling/recurrence/format-rule.ts';
import { parseRule } from '#shared/scheduling/recurrence/parse-rule.ts';
import type { Frequency, Rule, Weekday } from '#shared/scheduling/recurrence/rule.ts';
import { instant } from '#shared/time/instant.ts';
import { dayInterval, type LocalDate, localDate, weekday } from '#shared/time/local.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import type { Entered } from '#renderer/appointments/booking/booking-form.ts';

/** The first to the fourth, or the last. */
export type Nth = 1 | 2 | 3 | 4 | -1;

/** What a person has said about how a visit repeats. What is null is taken from the first day. */
export type RepeatForm = {
  /** Null: it does not repeat. */
  readonly frequency: Frequency | null;
  readonly interval: Entered;
  /** Of a weekly rule; never empty once it was touched. */
  readonly weekdays: readonly Weekday[] | null;
  /** Of a monthly or yearly rule. `last-day`: of the month. */
  readonly by: 'date' | 'last-day' | 'weekday';
  readonly nth: Nth | null;
  readonly nthWeekday: Weekday | null;
  readonly ends: 'count' | 'until' | 'never';
  /** Null: as often as is usual. */
  readonly count: Entered | null;
  /** Null: none was entered, or what was typed is no day. */
  readonly until: LocalDate | null;
};

export const onceOnly: RepeatForm = {
  frequency: null,
  interval: 1,
  weekdays: null,
  by: 'date',
  nth: null,
  nthWeekday: null,
  ends: 'count',
  count: null,
  until: null,
};

/** Where a rule begins: the day and time of the first date, on the wall of the zone. */
export type RepeatStart = {
  readonly date: LocalDate;
  readonly time: string;
  readonly zone: ZoneId;
  /** Of a time that the clocks show twice, which; one that they skip is later. */
  readonly disambiguation: 'compatible' | 'later';
};

export function weekdaysOf({ weekdays }: RepeatForm, { date }: Pick<RepeatStart, 'date'>): readonly Weekday[] {
  return weekdays ?? [weekdayOf(date)];
}

export function nthOf({ nth, nthWeekday }: RepeatForm, { date }: Pick<RepeatStart, 'date'>) {
  const which = Math.ceil(Number(date.slice(8)) / 7);
  // The fifth of its month is the last; which other months have five is nothing to count on.
  return { nth: nth ?? (which > 4 ? -1 : asNth(which)), weekday: nthWeekday ?? weekdayOf(date) };
}

const USUAL_COUNT = 12;
const USUAL_YEARS = 2;
/** How many steps of a frequency are no further ahead than a series may be made. */
const mostSteps: Readonly<Record<Frequency, number>> = { daily: 730, weekly: 104, monthly: 24, yearly: 2 };

/** How many dates; where nobody has said so, a number that is not refused as too far ahead. */
export function countOf(form: RepeatForm, { date }: Pick<RepeatStart, 'date'>): Entered {
  const { frequency, interval, by } = form;
  if (form.count !== null || frequency === null) return form.count ?? USUAL_COUNT;
  const isYearly = frequency === 'yearly';
  // The next one is four years ahead.
  if (isYearly && by === 'date' && date.endsWith('-02-29')) return 1;
  const steps = Math.floor(mostSteps[frequency] / (interval === 'unclear' ? 1 : interval));
  return Math.min(isYearly ? USUAL_YEARS : USUAL_COUNT, steps + 1);
}

/** The rule as RFC 5545 writes it; null while it is not one: a field is not filled in right, or it does not repeat. */
export function ruleOf(form: RepeatForm, start: RepeatStart): string | null {
  const { frequency, interval, ends, until } = form;
  const count = ends === 'count' ? countOf(form, start) : null;
  if (frequency === null || interval === 'unclear' || count === 'unclear') return null;
  if (ends === 'until' && until === null) return null;
  const days = daysOf(form, start);
  return formatRule({
    ...{ frequency, interval, ...days },
    count,
    until: ends === 'until' && until !== null ? endOfDay(until, start.zone) : null,
    ...{ weekNumbers: [], yearDays: [], hours: [], minutes: [], seconds: [], setPositions: [], weekStart: 1 },
  });
}

/** Whether a field that counts holds what is no number or day. */
export function isRepeatUnclear(form: RepeatForm): boolean {
  if (form.frequency === null) return false;
  if (form.interval === 'unclear') return true;
  return form.ends === 'count' ? form.count === 'unclear' : form.ends === 'until' && form.until === null;
}

type Days = Pick<Rule, 'days' | 'months' | 'monthDays'>;

function daysOf(form: RepeatForm, start: RepeatStart): Days {
  const none: Days = { days: [], months: [], monthDays: [] };
  switch (form.frequency) {
    case null:
    case 'daily':
      return none;
    case 'weekly':
      return {
        ...none,
        days: weekdaysOf(form, start)
          .toSorted()
          .map((day) => ({ weekday: day, nth: 0 })),
      };
    case 'monthly':
    case 'yearly': {
      const months = form.frequency === 'yearly' ? [Number(start.date.slice(5, 7))] : [];
      if (form.by === 'weekday') return { days: [nthOf(form, start)], months, monthDays: [] };
      return { days: [], months, monthDays: [form.by === 'last-day' ? -1 : Number(start.date.slice(8))] };
    }
  }
}

function endOfDay(until: LocalDate, zone: ZoneId): Rule['until'] {
  return { kind: 'instant', at: instant(dayInterval(until, zone).end - 1_000) };
}

/** The form with the end of a shorter rule, which the core offers for one that is too long. */
export function trimmedTo(form: RepeatForm, [ruleText]: readonly string[], zone: ZoneId): RepeatForm {
  const parsed = ruleText === undefined ? null : parseRule(ruleText);
  if (parsed === null || !parsed.ok) return form;
  const { count, until } = parsed.value;
  if (until === null) return count === null ? form : { ...form, ends: 'count', count };
  const last = until.kind === 'instant' ? localDate(until.at, zone) : new Date(until.at).toISOString().slice(0, 10);
  return { ...form, ends: 'until', until: last };
}

function weekdayOf(date: LocalDate): Weekday {
  return weekday(date) as Weekday; // Temporal counts them from 1 to 7.
}

function asNth(which: number): Nth {
  return which as Nth; // One to four: the caller has looked.
}
