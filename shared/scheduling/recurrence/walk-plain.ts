import { CALENDAR_CYCLE, MOST_PERIODS } from '#shared/scheduling/recurrence/limits.ts';
import type { Periods } from '#shared/scheduling/recurrence/periods.ts';
import type { Rule } from '#shared/scheduling/recurrence/rule.ts';
import type { Plan } from '#shared/scheduling/recurrence/plan.ts';
import { LAST_WALL, type Wall, wallDay, wallOfDay } from '#shared/time/wall.ts';

/**
 * How a walk ended. `ended`: the rule has no further occurrence; `stopped`: the visitor or the window's end said so;
 * `sparse`: the limits of one question were reached before an answer.
 */
export type WalkEnd = 'ended' | 'stopped' | 'sparse';

export type Walk = {
  /** Occurrences before it are not visited; it need not be one. */
  readonly from: Wall;
  /** Occurrences at or after it are not visited. */
  readonly to: Wall;
  /** Called for each occurrence in order. @returns false to stop. */
  readonly visit: (at: Wall) => boolean;
};

/** Walks a plain rule by arithmetic, straight from `from`, however far the start is behind. */
export function walkPlain(plan: Plan, periods: Periods, walk: Walk): WalkEnd {
  const isFromStart = walk.from <= plan.start;
  if (plan.rule.count === null || isFromStart) return walkPeriods(plan, periods, walk);
  // Counted once, a number of occurrences is a last one, and the walk can begin anywhere.
  const last = lastCounted(plan, periods);
  return last === null
    ? walkPeriods(plan, periods, walk)
    : walkPeriods({ ...plan, last, rule: uncounted(plan.rule) }, periods, walk);
}

const lasts = new WeakMap<Plan, Wall | null>();

/** The last occurrence of a rule with COUNT; null when it was not found within the limits. */
function lastCounted(plan: Plan, periods: Periods): Wall | null {
  const known = lasts.get(plan);
  if (known !== undefined) return known;
  let last = plan.start;
  const end = walkPeriods(plan, periods, {
    from: plan.start,
    to: LAST_WALL,
    visit: (at) => {
      last = at;
      return true;
    },
  });
  const found = end === 'ended' ? last : null;
  lasts.set(plan, found);
  return found;
}

function uncounted(rule: Rule): Rule {
  return { ...rule, count: null };
}

function walkPeriods(plan: Plan, periods: Periods, { from, to, visit }: Walk): WalkEnd {
  const { rule } = plan;
  const lastDay = wallDay(to < LAST_WALL ? to : LAST_WALL);
  // A count counts from the first occurrence, so there the walk cannot begin later.
  let index = rule.count === null ? Math.max(0, periods.indexOf(wallDay(from))) : 0;
  let left = rule.count ?? Number.POSITIVE_INFINITY;
  let barren = 0;
  const mostBarren = barrenAfter(plan);
  for (let looked = 0; looked < MOST_PERIODS; looked += 1, index += 1) {
    const firstDay = periods.firstDay(index);
    if (firstDay > lastDay) return to < LAST_WALL ? 'stopped' : 'ended';
    if (firstDay > wallDay(plan.last)) return 'ended';
    const found = occurrencesOn(periods.days(index), plan);
    barren = found.length === 0 ? barren + 1 : 0;
    if (barren > mostBarren) return 'ended';
    for (const at of found) {
      if (at < plan.start) continue;
      if (at > plan.last) return 'ended';
      if (at >= to) return 'stopped';
      if (at >= from && !visit(at)) return 'stopped';
      left -= 1;
      if (left === 0) return 'ended';
    }
  }
  return 'sparse';
}

/** How many periods in a row without an occurrence prove that there is none: a whole turn of the calendar's cycle. */
function barrenAfter({ rule }: Plan): number {
  const cycle = CALENDAR_CYCLE[rule.frequency];
  return cycle / greatestCommonDivisor(cycle, rule.interval);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

const none: readonly Wall[] = [];

function occurrencesOn(days: readonly number[], plan: Plan): readonly Wall[] {
  if (days.length === 0) return none;
  const { times } = plan;
  const { setPositions } = plan.rule;
  const [only = 0] = times;
  const all =
    times.length === 1
      ? days.map((day) => wallOfDay(day, only))
      : days.flatMap((day) => times.map((time) => wallOfDay(day, time)));
  if (setPositions.length === 0) return all;
  // BYSETPOS counts within the whole period, also what is before the start (RFC 5545, 3.3.10).
  const chosen = new Set(setPositions.map((position) => (position > 0 ? position - 1 : all.length + position)));
  return all.filter((_, position) => chosen.has(position));
}
