import { parseRule } from '#shared/scheduling/recurrence/parse-rule.ts';
import type { Pattern } from '#shared/scheduling/recurrence/pattern.ts';
import { type Plan, planOf } from '#shared/scheduling/recurrence/plan.ts';
import { type Outcome, refused, taken } from '#shared/scheduling/recurrence/refusal.ts';
import type { Series, SeriesException } from '#shared/scheduling/recurrence/series.ts';
import { parseWall, type Wall } from '#shared/time/wall.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';

/** A series with its rules read and its dates on the wall. */
export type ReadySeries = Pattern & {
  readonly start: Wall;
  readonly minutes: number;
  readonly exceptions: ReadonlyMap<Wall, SeriesException>;
};

const known = new WeakMap<Series, Outcome<ReadySeries>>();

/** Reads a series once; documents are frozen, so the same one is the same series for ever. */
export function readySeries(series: Series): Outcome<ReadySeries> {
  const before = known.get(series);
  if (before !== undefined) return before;
  const ready = read(series);
  known.set(series, ready);
  return ready;
}

function read(series: Series): Outcome<ReadySeries> {
  const start = parseWall(series.start);
  if (start === null) return refused('start-unreadable', series.start);
  const clock = zoneClock(series.zone);
  const plans: Plan[] = [];
  for (const text of series.rules) {
    const rule = parseRule(text);
    if (!rule.ok) return rule;
    plans.push(planOf(rule.value, start, clock));
  }
  const added = walls(series.added);
  const excluded = walls(series.excluded);
  if (!added.ok) return added;
  if (!excluded.ok) return excluded;
  const exceptions = new Map<Wall, SeriesException>();
  for (const exception of series.exceptions) {
    const id = parseWall(exception.recurrenceId);
    if (id === null) return refused('date-unreadable', exception.recurrenceId);
    exceptions.set(id, exception);
  }
  return taken({
    clock,
    plans,
    start,
    minutes: series.minutes,
    // A series without a rule is its start and its added dates.
    added: [...(plans.length === 0 ? [start] : []), ...added.value].sort((a, b) => a - b),
    excluded: new Set(excluded.value),
    excludedDays: new Set(),
    exceptions,
  });
}

function walls(texts: readonly string[]): Outcome<readonly Wall[]> {
  const found: Wall[] = [];
  for (const text of texts) {
    const at = parseWall(text);
    if (at === null) return refused('date-unreadable', text);
    found.push(at);
  }
  return taken(found);
}
