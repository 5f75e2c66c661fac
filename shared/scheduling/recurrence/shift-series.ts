import { formatRule } from '#shared/scheduling/recurrence/format-rule.ts';
import { dayOfMonth, monthIndexOf } from '#shared/scheduling/recurrence/month-days.ts';
import type { Plan } from '#shared/scheduling/recurrence/plan.ts';
import { readySeries } from '#shared/scheduling/recurrence/ready-series.ts';
import { type Outcome, refused, taken } from '#shared/scheduling/recurrence/refusal.ts';
import { endAt } from '#shared/scheduling/recurrence/review-series.ts';
import type { Rule, Weekday } from '#shared/scheduling/recurrence/rule.ts';
import type { Series } from '#shared/scheduling/recurrence/series.ts';
import { formatWall, parseWall, type Wall, wall, wallDay } from '#shared/time/wall.ts';
import type { WallClock } from '#shared/time/wall-clock.ts';

/**
 * The whole series earlier or later by so many milliseconds of the wall, as dragging "all" does. Each occurrence
 * moves by the same; what was changed by hand stays in its own place. Refused where the rule names days of a month
 * or a year and the day would change: which days are meant then is for a person to say.
 */
export function shiftSeries(series: Series, byMs: number): Outcome<Series> {
  const ready = readySeries(series);
  if (!ready.ok) return ready;
  const { start, plans, clock } = ready.value;
  const later = (text: string): string => formatWall(wall((parseWall(text) ?? start) + byMs));
  const rules: string[] = [];
  for (const plan of plans) {
    const rule = shiftedRule(plan, byMs, clock);
    if (rule === null) return refused('rule-cannot-move', formatRule(plan.rule));
    rules.push(formatRule(rule));
  }
  return taken({
    ...series,
    start: later(series.start),
    rules,
    added: series.added.map(later),
    excluded: series.excluded.map(later),
    exceptions: series.exceptions.map((one) => ({ ...one, recurrenceId: later(one.recurrenceId) })),
  });
}

function shiftedRule({ rule, start, last }: Plan, byMs: number, clock: WallClock): Rule | null {
  const moved = wall(start + byMs);
  const days = wallDay(moved) - wallDay(start);
  if (rule.hours.length + rule.minutes.length + rule.seconds.length > 0) return null;
  const until = rule.until === null ? null : endAt(wall(last + byMs), clock);
  if (days === 0) return { ...rule, until };
  if (rule.months.length + rule.monthDays.length + rule.yearDays.length + rule.weekNumbers.length > 0) return null;
  switch (rule.frequency) {
    case 'daily':
    case 'weekly':
      return { ...rule, until, ...turned(rule, days) };
    case 'monthly':
    case 'yearly':
      return rule.days.length === 0 && isSteady(start, moved) ? { ...rule, until } : null;
  }
}

/** Weekdays and the week's own beginning turn together, so that no day changes its week. */
function turned({ days, weekStart }: Rule, by: number): Pick<Rule, 'days' | 'weekStart'> {
  // A remainder of seven, plus one.
  const turn = (weekday: Weekday): Weekday => (((((weekday - 1 + by) % 7) + 7) % 7) + 1) as Weekday;
  return { days: days.map((day) => ({ ...day, weekday: turn(day.weekday) })), weekStart: turn(weekStart) };
}

/** Within one month, and on days that each month has. */
function isSteady(start: Wall, moved: Wall): boolean {
  const [from, to] = [wallDay(start), wallDay(moved)];
  return monthIndexOf(from) === monthIndexOf(to) && dayOfMonth(from) <= 28 && dayOfMonth(to) <= 28;
}
