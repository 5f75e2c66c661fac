import { formatRule } from '#shared/scheduling/recurrence/format-rule.ts';
import { dayOfMonth, firstDayOfMonth, monthIndexOf } from '#shared/scheduling/recurrence/month-days.ts';
import { parseRule } from '#shared/scheduling/recurrence/parse-rule.ts';
import type { Rule } from '#shared/scheduling/recurrence/rule.ts';
import { mustBeWall, wallDay } from '#shared/time/wall.ts';

/** What a rule by date does where a month has no such date: nothing; and what somebody may have meant instead. */
export type SkippedMonths = {
  /** `2027-02`: months that the rule comes to and that have none of its days, among the next twelve it comes to. */
  readonly months: readonly string[];
  /** The same rule on the last day of each month. */
  readonly lastDayRule: string;
};

const LOOKED_AT = 12;

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
  const months = monthsOf(rule, monthIndexOf(first)).filter((month) => days.every((day) => !hasDay(month, day)));
  if (months.length === 0) return null;
  return {
    months: months.map(monthName),
    lastDayRule: formatRule({ ...rule, ...fixedMonth(rule, first), monthDays: [-1] }),
  };
}

function monthsOf(rule: Rule, first: number): readonly number[] {
  const step = rule.interval * (rule.frequency === 'yearly' ? 12 : 1);
  const all = Array.from({ length: LOOKED_AT }, (_, nth) => first + nth * step);
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
