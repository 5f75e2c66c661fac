import { MOST_OCCURRENCES, MOST_YEARS_AHEAD } from '#shared/scheduling/recurrence/limits.ts';
import { findWalls } from '#shared/scheduling/recurrence/pattern.ts';
import { type ReadySeries, readySeries } from '#shared/scheduling/recurrence/ready-series.ts';
import { type Outcome, refused, taken } from '#shared/scheduling/recurrence/refusal.ts';
import type { Series, SeriesException } from '#shared/scheduling/recurrence/series.ts';
import { type Instant, instant, plusMinutes } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import { DAY_MS, mustBeWall, type Wall, wall } from '#shared/time/wall.ts';
import { resolveWall, wallAt, type WallClock, type WallKind } from '#shared/time/wall-clock.ts';

export type Occurrence = {
  /** The wall time that the rule gave it; it stays its name when it is moved. */
  readonly recurrenceId: Wall;
  /** What the wall shows when it starts: in a gap, later than was asked for. */
  readonly wall: Wall;
  readonly start: Instant;
  readonly end: Instant;
  /** `gap`: shifted later, this one only; `fold`: the earlier of two. */
  readonly kind: WallKind;
  readonly exception: SeriesException | null;
};

export type OccurrencePage = {
  readonly occurrences: readonly Occurrence[];
  /** Where the next page starts; null when the window was answered whole. */
  readonly next: Instant | null;
};

const MOST_AHEAD_MS = MOST_YEARS_AHEAD * 366 * DAY_MS;

/** The occurrences that start within the window, in order; at most 730 of them or two years at a time. */
export function occurrencesWithin(series: Series, window: Interval): Outcome<OccurrencePage> {
  const ready = readySeries(series);
  if (!ready.ok) return ready;
  const end = instant(Math.min(window.end, window.start + MOST_AHEAD_MS));
  const span = wallSpan({ start: window.start, end }, ready.value.clock);
  const found = findWalls(ready.value, { ...span, atMost: MOST_OCCURRENCES + 1 });
  if (found.end === 'sparse') return refused('too-sparse');
  const all = occurrencesOf(found.walls, ready.value).filter(({ start }) => start >= window.start && start < end);
  const next = all[MOST_OCCURRENCES];
  if (next === undefined) return taken({ occurrences: all, next: end < window.end ? end : null });
  return taken({ occurrences: all.filter(({ start }) => start < next.start), next: next.start });
}

/** The occurrences that overlap the window: also those that began before it. */
export function occurrencesOverlapping(series: Series, window: Interval): Outcome<OccurrencePage> {
  const longest = series.exceptions.reduce(
    (most, one) => (one.kind === 'changed' && one.minutes > most ? one.minutes : most),
    series.minutes,
  );
  const page = occurrencesWithin(series, { start: plusMinutes(window.start, -longest), end: window.end });
  if (!page.ok) return page;
  const { occurrences, next } = page.value;
  return taken({
    occurrences: occurrences.filter(({ start, end }) => end > window.start || start >= window.start),
    next,
  });
}

export type NextOccurrences = {
  readonly occurrences: readonly Occurrence[];
  /** The series has no others after these. */
  readonly isAll: boolean;
};

/** The first occurrences at or after a wall time, however far ahead they are; for previews. */
export function nextOccurrences(series: Series, from: Wall, atMost = MOST_OCCURRENCES): Outcome<NextOccurrences> {
  const ready = readySeries(series);
  if (!ready.ok) return ready;
  const found = findWalls(ready.value, { from, atMost: Math.min(atMost, MOST_OCCURRENCES) });
  if (found.end === 'sparse' && found.walls.length === 0) return refused('too-sparse');
  const occurrences = found.walls
    .map((at) => occurrenceOf(at, ready.value))
    .filter((one) => one !== null)
    .sort((a, b) => a.start - b.start);
  return taken({ occurrences, isAll: found.end === 'ended' });
}

/** The occurrence of this name; null when the series has none. */
export function occurrenceNamed(series: Series, recurrenceId: Wall): Occurrence | null {
  const ready = readySeries(series);
  if (!ready.ok) return null;
  const { walls } = findWalls(ready.value, { from: recurrenceId, to: wall(recurrenceId + 1) });
  return walls.length === 0 ? null : occurrenceOf(recurrenceId, ready.value);
}

/** The wall times that may resolve into the window; wider by a day beside a clock change, whose gap may be that long. */
function wallSpan(window: Interval, clock: WallClock): { readonly from: Wall; readonly to: Wall } {
  const slack = (at: Instant): number =>
    clock.offsetAt(instant(at - DAY_MS)) === clock.offsetAt(instant(at + DAY_MS)) ? 0 : DAY_MS;
  return {
    from: wall(wallAt(window.start, clock) - slack(window.start)),
    to: wall(wallAt(window.end, clock) + slack(window.end)),
  };
}

/** Found wall times as occurrences, and the moved ones, which may come from anywhere. */
function occurrencesOf(walls: readonly Wall[], ready: ReadySeries): readonly Occurrence[] {
  const found: Occurrence[] = [];
  for (const at of walls) {
    if (!ready.exceptions.has(at)) found.push(plainOccurrence(at, ready));
  }
  for (const at of ready.exceptions.keys()) {
    const one = occurrenceOf(at, ready);
    if (one !== null) found.push(one);
  }
  return found.sort((a, b) => a.start - b.start);
}

function occurrenceOf(at: Wall, ready: ReadySeries): Occurrence | null {
  const exception = ready.exceptions.get(at) ?? null;
  if (exception === null) return plainOccurrence(at, ready);
  if (exception.kind === 'cancelled') return null;
  const moved = occurrenceAt(mustBeWall(exception.start), exception.minutes, ready.clock);
  return { ...moved, recurrenceId: at, exception };
}

function plainOccurrence(at: Wall, { minutes, clock }: ReadySeries): Occurrence {
  return occurrenceAt(at, minutes, clock);
}

function occurrenceAt(at: Wall, minutes: number, clock: WallClock): Occurrence {
  const { instant: resolved, kind, wall: shown } = resolveWall(at, clock);
  // Only `reject` resolves to nothing.
  const start = resolved ?? instant(at);
  return { recurrenceId: at, wall: shown, start, end: plusMinutes(start, minutes), kind, exception: null };
}
