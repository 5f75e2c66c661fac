import { RRuleTemporal } from 'rrule-temporal';
import { explicitRule } from '#shared/scheduling/recurrence/explicit-rule.ts';
import { formatRule } from '#shared/scheduling/recurrence/format-rule.ts';
import { LIBRARY_CANDIDATES, LIBRARY_PERIODS } from '#shared/scheduling/recurrence/limits.ts';
import type { Plan } from '#shared/scheduling/recurrence/plan.ts';
import type { Walk, WalkEnd } from '#shared/scheduling/recurrence/walk-plain.ts';
import { temporal } from '#shared/time/temporal.ts';
import { LAST_WALL, type Wall, wall } from '#shared/time/wall.ts';

/** A window of more than this is walked from the start instead of being asked for at once. */
const WIDEST_WINDOW_MS = 3 * 366 * 86_400_000;

const rules = new WeakMap<Plan, RRuleTemporal>();

/** Walks the rules that are not plain with rrule-temporal, in wall time: for it every wall is UTC's. */
export function walkLibrary(plan: Plan, walk: Walk): WalkEnd {
  try {
    return walk.to - walk.from > WIDEST_WINDOW_MS ? fromStart(plan, walk) : within(plan, walk);
  } catch (error) {
    // rrule-temporal tells its own safety catches by an exception; anything else is a fault.
    if (error instanceof Error && /exceeded|Maximum/i.test(error.message)) return 'sparse';
    throw error;
  }
}

function within(plan: Plan, { from, to, visit }: Walk): WalkEnd {
  const last = Math.min(to, plan.last + 1);
  if (from >= last) return last > plan.last ? 'ended' : 'stopped';
  for (const at of ruleOf(plan).between(utc(from), utc(wall(last - 1)), true)) {
    const found = wall(at.epochMilliseconds);
    if (found >= plan.start && found >= from && found < last && !visit(found)) return 'stopped';
  }
  return last > plan.last ? 'ended' : 'stopped';
}

function fromStart(plan: Plan, { from, to, visit }: Walk): WalkEnd {
  let end: WalkEnd = 'ended';
  ruleOf(plan).all((date) => {
    const at = wall(date.epochMilliseconds);
    if (at > plan.last || at > LAST_WALL) return false;
    if (at < from) return true;
    if (at < to && visit(at)) return true;
    end = 'stopped';
    return false;
  });
  return end;
}

function ruleOf(plan: Plan): RRuleTemporal {
  const known = rules.get(plan);
  if (known !== undefined) return known;
  const rule = new RRuleTemporal({
    // UNTIL is compared here, once and for both walks; the library's own reading of it depends on the zone.
    // What the rule takes from its start is written out: a far window makes the library begin elsewhere, and with
    // BYWEEKNO alone it would then take the weekday from there.
    rruleString: formatRule({ ...explicitRule(plan.rule, plan.start, plan.start), until: null }),
    dtstart: utc(plan.start),
    cache: false,
    maxIterations: LIBRARY_PERIODS[plan.rule.frequency],
    maxCandidateEvaluations: LIBRARY_CANDIDATES,
  });
  rules.set(plan, rule);
  return rule;
}

function utc(at: Wall): Temporal.ZonedDateTime {
  return temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC');
}
