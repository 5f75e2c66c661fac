import type { Rule } from '#shared/scheduling/recurrence/rule.ts';

const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The most days that one period of the rule can choose. */
const MOST_DAYS = { daily: 1, weekly: 7, monthly: 31, yearly: 366 } as const;

/** Whether the rule's own words rule each other out, so that nobody need search for its first occurrence. */
export function isImpossible(rule: Rule): boolean {
  return hasNoSuchDay(rule) || hasNoSuchPosition(rule);
}

/** 30 February, 31 April or June. */
function hasNoSuchDay({ months, monthDays }: Rule): boolean {
  if (months.length === 0 || monthDays.length === 0) return false;
  const longest = Math.max(...months.map((month) => LONGEST_MONTHS[month - 1] ?? 0));
  return monthDays.every((day) => Math.abs(day) > longest);
}

/** The fifth of one a week. */
function hasNoSuchPosition(rule: Rule): boolean {
  if (rule.setPositions.length === 0) return false;
  const timesADay = [rule.hours, rule.minutes, rule.seconds].reduce((all, list) => all * Math.max(1, list.length), 1);
  const most = mostDays(rule) * timesADay;
  return rule.setPositions.every((position) => Math.abs(position) > most);
}

function mostDays(rule: Rule): number {
  const limits: number[] = [MOST_DAYS[rule.frequency]];
  if (rule.frequency === 'weekly') limits.push(Math.max(1, rule.days.length));
  if (rule.frequency === 'monthly' && rule.days.length > 0 && rule.days.every(({ nth }) => nth !== 0))
    limits.push(rule.days.length);
  if (rule.frequency === 'monthly' && rule.monthDays.length > 0) limits.push(rule.monthDays.length);
  if (rule.frequency === 'yearly' && rule.yearDays.length > 0) limits.push(rule.yearDays.length);
  return Math.min(...limits);
}
