import { formatRule } from '#shared/scheduling/recurrence/format-rule.ts';
import { isImpossible } from '#shared/scheduling/recurrence/impossible-rule.ts';
import { MOST_OCCURRENCES, MOST_YEARS_AHEAD } from '#shared/scheduling/recurrence/limits.ts';
import { findWalls } from '#shared/scheduling/recurrence/pattern.ts';
import type { Plan } from '#shared/scheduling/recurrence/plan.ts';
import { type ReadySeries, readySeries } from '#shared/scheduling/recurrence/ready-series.ts';
import type { RecurrenceRefusal } from '#shared/scheduling/recurrence/refusal.ts';
import type { RuleEnd } from '#shared/scheduling/recurrence/rule.ts';
import type { Series } from '#shared/scheduling/recurrence/series.ts';
import { LAST_WALL, type Wall, wall } from '#shared/time/wall.ts';
import { resolveWall, type WallClock } from '#shared/time/wall-clock.ts';

/** What becomes of a series that somebody wants to make. */
export type Review =
  | { readonly kind: 'accepted'; /** Null: it has no end. */ readonly occurrences: number | null }
  | {
      readonly kind: 'trim-offered';
      readonly code: 'too-many-occurrences' | 'too-far-ahead';
      /** The series that would be taken instead, and how many occurrences it has. */
      readonly trimmed: Series;
      readonly occurrences: number;
    }
  | { readonly kind: 'refused'; readonly refusal: RecurrenceRefusal };

/** Whether the series can be made as it is, shortened, or not at all. Endless ones can: their claims roll on. */
export function reviewSeries(series: Series): Review {
  const ready = readySeries(series);
  if (!ready.ok) return { kind: 'refused', refusal: ready.refusal };
  const refusal = impossible(ready.value);
  if (refusal !== null) return { kind: 'refused', refusal };
  const { start, plans } = ready.value;
  if (plans.some(({ rule }) => (rule.count ?? 0) > MOST_OCCURRENCES))
    return trim(series, ready.value, 'too-many-occurrences');
  const isEndless = plans.some(({ rule }) => rule.count === null && rule.until === null);
  if (isEndless) return { kind: 'accepted', occurrences: null };
  const limit = wall(yearsAfter(start) + 1);
  const all = findWalls(ready.value, { from: start, to: limit, atMost: MOST_OCCURRENCES + 1 });
  if (all.walls.length > MOST_OCCURRENCES) return trim(series, ready.value, 'too-many-occurrences');
  if (all.end !== 'ended' && hasMore(ready.value, limit)) return trim(series, ready.value, 'too-far-ahead');
  return { kind: 'accepted', occurrences: all.walls.length };
}

/** Whether there are occurrences from the limit on, when the walk to it did not end the rules. */
function hasMore(ready: ReadySeries, limit: Wall): boolean {
  const [only] = ready.plans;
  // A number of occurrences that was not reached goes on, however far: the calendar comes round.
  if (ready.plans.length === 1 && only?.rule.count !== null && ready.added.length === 0) return true;
  return findWalls(ready, { from: limit, atMost: 1 }).walls.length > 0;
}

function impossible(ready: ReadySeries): RecurrenceRefusal | null {
  const early = ready.plans.find(({ last, start }) => last < start);
  if (early !== undefined) return { code: 'until-before-start', at: formatRule(early.rule) };
  const never = ready.plans.find(({ rule }) => isImpossible(rule));
  if (never !== undefined) return { code: 'never-matches', at: formatRule(never.rule) };
  const first = findWalls(ready, { from: wall(0 - LAST_WALL), atMost: 1 });
  const [begin] = first.walls;
  if (begin === undefined) return { code: first.end === 'sparse' ? 'too-sparse' : 'never-matches', at: '' };
  const { walls } = findWalls(ready, { from: wall(0 - LAST_WALL), to: wall(yearsAfter(begin)), atMost: 100 });
  const tight = walls.findIndex((at, index) => index > 0 && at - (walls[index - 1] ?? at) < ready.minutes * 60_000);
  return tight === -1 ? null : { code: 'visits-overlap', at: `${ready.minutes} min` };
}

function trim(series: Series, ready: ReadySeries, code: 'too-many-occurrences' | 'too-far-ahead'): Review {
  const first = findWalls(ready, { from: ready.start, to: wall(yearsAfter(ready.start) + 1) });
  const last = first.walls.at(-1) ?? ready.start;
  const trimmed: Series = {
    ...series,
    rules: ready.plans.map((plan) => shortened(plan, last, ready.clock)),
    added: series.added.filter((_, index) => (ready.added[index] ?? last) <= last),
  };
  return { kind: 'trim-offered', code, trimmed, occurrences: first.walls.length };
}

function shortened(plan: Plan, last: Wall, clock: WallClock): string {
  return formatRule({ ...plan.rule, count: null, until: plan.last <= last ? plan.rule.until : endAt(last, clock) });
}

/** UNTIL for a last occurrence: in UTC, as RFC 5545 wants; on the wall where no instant shows that wall time. */
export function endAt(last: Wall, clock: WallClock): RuleEnd {
  const { instant, kind } = resolveWall(last, clock);
  return instant === null || kind === 'gap' ? { kind: 'wall', at: last } : { kind: 'instant', at: instant };
}

function yearsAfter(start: Wall): Wall {
  const date = new Date(start);
  date.setUTCFullYear(date.getUTCFullYear() + MOST_YEARS_AHEAD);
  return wall(date.getTime());
}
