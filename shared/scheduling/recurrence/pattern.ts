import { MOST_OCCURRENCES } from '#shared/scheduling/recurrence/limits.ts';
import type { Plan } from '#shared/scheduling/recurrence/plan.ts';
import { walkRule } from '#shared/scheduling/recurrence/walk.ts';
import type { WalkEnd } from '#shared/scheduling/recurrence/walk-plain.ts';
import { LAST_WALL, type Wall, wallDay } from '#shared/time/wall.ts';
import type { WallClock } from '#shared/time/wall-clock.ts';

/** When something recurs, on the wall of one place: the recurrence set of RFC 5545 (3.8.5), made ready. */
export type Pattern = {
  readonly clock: WallClock;
  readonly plans: readonly Plan[];
  /** RDATE, sorted. */
  readonly added: readonly Wall[];
  /** EXDATE. */
  readonly excluded: ReadonlySet<Wall>;
  /** EXDATE with VALUE=DATE: the whole day, as days since 1970-01-01. */
  readonly excludedDays: ReadonlySet<number>;
};

export type Found = {
  /** Sorted, each once. */
  readonly walls: readonly Wall[];
  /** `ended`: there are no more; `stopped`: there may be, after the last one; `sparse`: the search was given up. */
  readonly end: WalkEnd;
};

export type Span = { readonly from: Wall; readonly to?: Wall; readonly atMost?: number };

/** The occurrences on the wall from `from` until before `to`, at most so many at a time. */
export function findWalls(pattern: Pattern, { from, to = LAST_WALL, atMost = MOST_OCCURRENCES }: Span): Found {
  const { plans, added } = pattern;
  const isKept = (at: Wall): boolean => !pattern.excluded.has(at) && !pattern.excludedDays.has(wallDay(at));
  const only = plans[0];
  if (only !== undefined && plans.length === 1 && added.length === 0)
    return collect(only, { from, to, atMost, isKept });
  const extra = added.filter((at) => at >= from && at < to && isKept(at));
  const parts = plans.map((plan) => collect(plan, { from, to, atMost, isKept }));
  const all = [...new Set([...extra, ...parts.flatMap(({ walls }) => walls)])].sort((a, b) => a - b);
  const walls = all.slice(0, atMost);
  if (parts.some(({ end }) => end === 'sparse')) return { walls, end: 'sparse' };
  const isMore = all.length > atMost || parts.some(({ end }) => end === 'stopped') || (added.at(-1) ?? 0) >= to;
  return { walls, end: isMore ? 'stopped' : 'ended' };
}

type Collecting = Required<Span> & { readonly isKept: (at: Wall) => boolean };

function collect(plan: Plan, { from, to, atMost, isKept }: Collecting): Found {
  const walls: Wall[] = [];
  const end = walkRule(plan, {
    from,
    to,
    visit: (at) => {
      if (!isKept(at)) return true;
      if (walls.length === atMost) return false;
      walls.push(at);
      return true;
    },
  });
  return { walls, end };
}
