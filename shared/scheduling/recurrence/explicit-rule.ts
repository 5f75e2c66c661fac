import { dayOfMonth, monthIndexOf, weekdayOf } from '#shared/scheduling/recurrence/month-days.ts';
import type { Rule } from '#shared/scheduling/recurrence/rule.ts';
import { DAY_MS, type Wall, wallDay } from '#shared/time/wall.ts';

/**
 * The same rule with everything written out that it took from its start, so that it means the same when it begins
 * elsewhere: `FREQ=WEEKLY` from a Tuesday at nine becomes `FREQ=WEEKLY;BYDAY=TU`.
 */
export function explicitRule(rule: Rule, start: Wall, nextStart: Wall): Rule {
  return { ...withTimes(rule, start, nextStart), ...daysFrom(rule, wallDay(start)) };
}

/** Times are taken from the start too; they need writing only where the new start's own would be others. */
function withTimes(rule: Rule, start: Wall, nextStart: Wall): Rule {
  const second = (at: Wall): number => Math.floor((at - wallDay(at) * DAY_MS) / 1_000);
  if (second(start) === second(nextStart)) return rule;
  const from = second(start);
  return {
    ...rule,
    hours: rule.hours.length > 0 ? rule.hours : [Math.floor(from / 3_600)],
    minutes: rule.minutes.length > 0 ? rule.minutes : [Math.floor(from / 60) % 60],
    seconds: rule.seconds.length > 0 ? rule.seconds : [from % 60],
  };
}

function daysFrom(rule: Rule, day: number): Partial<Rule> {
  const hasDays = rule.days.length > 0 || rule.monthDays.length > 0 || rule.yearDays.length > 0;
  const month = (monthIndexOf(day) % 12) + 1;
  switch (rule.frequency) {
    case 'daily':
      return {};
    case 'weekly':
      return rule.days.length > 0 ? {} : { days: [{ weekday: weekdayOf(day), nth: 0 }] };
    case 'monthly':
      return hasDays || rule.weekNumbers.length > 0 ? {} : { monthDays: [dayOfMonth(day)] };
    case 'yearly':
      if (rule.weekNumbers.length > 0)
        return rule.days.length > 0 ? {} : { days: [{ weekday: weekdayOf(day), nth: 0 }] };
      if (hasDays) return {};
      return { months: rule.months.length > 0 ? rule.months : [month], monthDays: [dayOfMonth(day)] };
  }
}
