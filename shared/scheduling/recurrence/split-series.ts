import { explicitRule } from '#shared/scheduling/recurrence/explicit-rule.ts';
import { formatRule } from '#shared/scheduling/recurrence/format-rule.ts';
import { findWalls } from '#shared/scheduling/recurrence/pattern.ts';
import { type Plan, planOf } from '#shared/scheduling/recurrence/plan.ts';
import { type ReadySeries, readySeries } from '#shared/scheduling/recurrence/ready-series.ts';
import { type Outcome, refused, taken } from '#shared/scheduling/recurrence/refusal.ts';
import { endAt } from '#shared/scheduling/recurrence/review-series.ts';
import type { Series } from '#shared/scheduling/recurrence/series.ts';
import { walkRule } from '#shared/scheduling/recurrence/walk.ts';
import { formatWall, parseWall, type Wall, wall } from '#shared/time/wall.ts';

export type SplitSeries = {
  /** Null when the split is at the first occurrence: all of it follows. */
  readonly before: Series | null;
  readonly following: Series;
};

/**
 * Two series with the occurrences of one: those before the occurrence named `recurrenceId`, and it with all that
 * follow. Counts are conserved and each exception goes with its occurrence (I14).
 */
export function splitSeries(series: Series, recurrenceId: string): Outcome<SplitSeries> {
  const ready = readySeries(series);
  if (!ready.ok) return ready;
  const at = parseWall(recurrenceId);
  if (at === null) return refused('date-unreadable', recurrenceId);
  if (!isOccurrence(ready.value, at)) return refused('not-an-occurrence', recurrenceId);
  if (!ready.value.plans.every((plan) => keepsItsSteps(plan, at))) return refused('rule-cannot-be-split', recurrenceId);
  const isBeforeStart = at < ready.value.start;
  const isFirst = findWalls(ready.value, { from: firstWall(ready.value), to: at, atMost: 1 }).walls.length === 0;
  // An added date from before the rules' own start: they begin after it, so either all follows or nobody knows what.
  if (isBeforeStart)
    return isFirst ? taken({ before: null, following: series }) : refused('rule-cannot-be-split', recurrenceId);
  const before = isFirst ? null : part(series, { at, side: 'before', rules: rulesBefore(ready.value, at) });
  const rules = rulesFrom(ready.value, at);
  return taken({ before, following: { ...part(series, { at, side: 'from', rules }), start: formatWall(at) } });
}

function firstWall(ready: ReadySeries): Wall {
  return wall(Math.min(ready.start, ready.added[0] ?? ready.start));
}

function isOccurrence(ready: ReadySeries, at: Wall): boolean {
  return findWalls(ready, { from: at, to: wall(at + 1) }).walls.length === 1;
}

/** A rule of every second week keeps its weeks only when it goes on from one of its own occurrences. */
function keepsItsSteps(plan: Plan, at: Wall): boolean {
  if (plan.rule.interval === 1 || plan.last < at) return true;
  let isOwn = false;
  walkRule(plan, { from: at, to: wall(at + 1), visit: () => (isOwn = true) });
  return isOwn;
}

/** COUNT stays where the rule ends before the split; else the rule ends just before it. */
function rulesBefore({ plans, clock }: ReadySeries, at: Wall): readonly string[] {
  return plans.map((plan) => {
    const { rule, last } = plan;
    if (last < at || (rule.count !== null && countBefore(plan, at) === rule.count)) return formatRule(rule);
    return formatRule({ ...rule, count: null, until: endAt(wall(at - 1_000), clock) });
  });
}

/** What is left of each rule; those that have ended are gone. */
function rulesFrom({ plans, start, clock }: ReadySeries, at: Wall): readonly string[] {
  return plans.flatMap((plan) => {
    const { rule, last } = plan;
    if (last < at) return [];
    const count = rule.count === null ? null : rule.count - countBefore(plan, at);
    if (count === 0) return [];
    const following = explicitRule({ ...rule, count }, start, at);
    return hasAny(planOf(following, at, clock)) ? [formatRule(following)] : [];
  });
}

function hasAny(plan: Plan): boolean {
  let isAny = false;
  walkRule(plan, { from: plan.start, to: wall(plan.last + 1), visit: () => !(isAny = true) });
  return isAny;
}

function countBefore(plan: Plan, at: Wall): number {
  let count = 0;
  walkRule(plan, { from: plan.start, to: at, visit: () => (count += 1) > 0 });
  return count;
}

type Part = { readonly at: Wall; readonly side: 'before' | 'from'; readonly rules: readonly string[] };

function part(series: Series, { at, side, rules }: Part): Series {
  const isHere = (text: string): boolean => {
    const isBefore = (parseWall(text) ?? at) < at;
    return side === 'before' ? isBefore : !isBefore;
  };
  return {
    ...series,
    rules: [...rules],
    added: series.added.filter(isHere),
    excluded: series.excluded.filter(isHere),
    exceptions: series.exceptions.filter(({ recurrenceId }) => isHere(recurrenceId)),
  };
}
