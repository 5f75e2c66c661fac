import { formatRule } from '#shared/scheduling/recurrence/format-rule.ts';
import { dayOfMonth, firstDayOfMonth, monthIndexOf } from '#shared/scheduling/recurrence/month-days.ts';
import { parseRule } from '#shared/scheduling/recurrence/parse-rule.ts';
import type { Rule } from '#shared/scheduling/recurrence/rule.ts';
import { DAY_MS, mustBeWall, wallDay } from '#shared/time/wall.ts';

/** What a rule by date does where a month has no such date: nothing; and what somebody may have meant instead. */
export type SkippedMonths = {
  /** `2027-02`: months that the rule comes to before its end and that have none of its days. */
  readonly months: readonly string[];
  /** It goes on after the last of the months that were looked at. */
  readonly isMore: boolean;
  /** The same rule on the last day of each month. */
  readonly lastDayRule: string;
};

/** Twelve for a rule without an end; for others, more than two years have of them. */
const LOOKED_AT = 12;
const MOST_LOOKED_AT = 36;

/**
 * The 29th, 30th and 31st and 29 February are to be shown, not guessed. Null where every month has the day, and for
 * rules that are not by date.
 */
export function skippedMonths(ruleText: string, start: string): SkippedMonths | null {
  const parsed = parseRule(ruleText);
  if (!parsed.ok) return null;
  const rule = parsed.value;
  const first = wallDay(mustBeWall(start));
  const isByDate = rule.days.length + rule.weekNumbers.length + rule.yearDays.length === 0;
  if (!isByDate || (rule.frequency !== 'monthly' && rule.frequency !== 'yearly')) return null;
  const days = rule.monthDays.length > 0 ? rule.monthDays : [dayOfMonth(first)];
  const all = monthsOf(rule, monthIndexOf(first));
  const lengths = all.map((month) => days.filter((day) => hasDay(month, day)).length);
  const end = endOf(rule, all, lengths);
  const months = all.slice(0, end ?? LOOKED_AT).filter((_, at) => lengths[at] === 0);
  if (months.length === 0) return null;
  return {
    months: months.map(monthName),
    isMore: end === null,
    lastDayRule: formatRule({ ...rule, ...fixedMonth(rule, first), monthDays: [-1] }),
  };
}

/** How many of the months come before its end; null when that is after all that are looked at. */
function endOf({ count, until }: Rule, months: readonly number[], dates: readonly number[]): number | null {
  // Days of a rule are those of some wall; which one, makes no difference to a month.
  const last = until === null ? null : Math.floor(until.at / DAY_MS);
  let made = 0;
  const end = months.findIndex((month, at) => {
    const isOver = (count !== null && made >= count) || (last !== null && firstDayOfMonth(month + 1) > last + 1);
    made += dates[at] ?? 0;
    return isOver;
  });
  return end === -1 ? null : end;
}

function monthsOf(rule: Rule, first: number): readonly number[] {
  const step = rule.interval * (rule.frequency === 'yearly' ? 12 : 1);
  const all = Array.from({ length: MOST_LOOKED_AT }, (_, nth) => first + nth * step);
  if (rule.frequency === 'yearly' && rule.months.length > 0)
    return all.flatMap((at) => rule.months.map((month) => at - (at % 12) + month - 1));
  return rule.months.length === 0 ? all : all.filter((at) => rule.months.includes((at % 12) + 1));
}

/** A yearly rule takes its month from its start. */
function fixedMonth(rule: Rule, first: number): Partial<Rule> {
  return rule.frequency === 'yearly' && rule.months.length === 0 ? { months: [(monthIndexOf(first) % 12) + 1] } : {};
}

function hasDay(month: number, day: number): boolean {
  return Math.abs(day) <= firstDayOfMonth(month + 1) - firstDayOfMonth(month);
}

function monthName(month: number): string {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
}
