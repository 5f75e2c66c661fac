import { findWalls } from '#shared/scheduling/recurrence/pattern.ts';
import { type ReadySeries, readySeries } from '#shared/scheduling/recurrence/ready-series.ts';
import { type Outcome, refused, taken } from '#shared/scheduling/recurrence/refusal.ts';
import type { Series, SeriesException } from '#shared/scheduling/recurrence/series.ts';
import { formatWall, parseWall, type Wall, wall } from '#shared/time/wall.ts';

/** One occurrence made different from its rule, or different again. */
export function changeOne(series: Series, exception: SeriesException): Outcome<Series> {
  const named = occurrenceNamed(series, exception.recurrenceId);
  if (!named.ok) return named;
  const others = series.exceptions.filter((one) => parseWall(one.recurrenceId) !== named.value);
  return taken({ ...series, exceptions: [...others, { ...exception, recurrenceId: formatWall(named.value) }] });
}

/** One occurrence as its rule says again. */
export function restoreOne(series: Series, recurrenceId: string): Outcome<Series> {
  const named = occurrenceNamed(series, recurrenceId);
  if (!named.ok) return named;
  return taken({
    ...series,
    exceptions: series.exceptions.filter((one) => parseWall(one.recurrenceId) !== named.value),
  });
}

/** One occurrence gone as if it had never been (EXDATE), with whatever had been changed about it. */
export function deleteOne(series: Series, recurrenceId: string): Outcome<Series> {
  const named = occurrenceNamed(series, recurrenceId);
  if (!named.ok) return named;
  return taken({
    ...series,
    added: series.added.filter((one) => parseWall(one) !== named.value),
    excluded: [...series.excluded, formatWall(named.value)],
    exceptions: series.exceptions.filter((one) => parseWall(one.recurrenceId) !== named.value),
  });
}

export type NewTimes = Partial<Pick<Series, 'zone' | 'start' | 'minutes' | 'rules' | 'added' | 'excluded'>>;

/**
 * The whole series with other rules or times. Occurrences that were changed by hand survive: where the new rules do
 * not come to their day any more they become dates of their own, so that none is orphaned (I14).
 */
export function changeAll(series: Series, times: NewTimes): Outcome<Series> {
  const changed: Series = { ...series, ...times };
  const ready = readySeries(changed);
  if (!ready.ok) return ready;
  const orphans = orphanedIds(changed, ready.value);
  if (orphans.size === 0) return taken(changed);
  const isOrphan = ({ recurrenceId }: SeriesException): boolean => orphans.has(parseWall(recurrenceId) ?? wall(0));
  const kept = changed.exceptions.filter((one) => !isOrphan(one) || one.kind === 'changed');
  const dates = kept.filter(isOrphan).map(({ recurrenceId }) => recurrenceId);
  return taken({
    ...changed,
    exceptions: kept,
    added: [...changed.added, ...dates],
    excluded: changed.excluded.filter((one) => !dates.includes(one)),
  });
}

/** Exceptions of occurrences that there are not; empty by every edit of this folder (I14). */
export function orphanedExceptions(series: Series): readonly SeriesException[] {
  const ready = readySeries(series);
  if (!ready.ok) return series.exceptions;
  const orphans = orphanedIds(series, ready.value);
  return series.exceptions.filter(({ recurrenceId }) => orphans.has(parseWall(recurrenceId) ?? wall(0)));
}

function orphanedIds(series: Series, ready: ReadySeries): ReadonlySet<Wall> {
  const ids = series.exceptions.flatMap(({ recurrenceId }) => parseWall(recurrenceId) ?? []);
  return new Set(ids.filter((id) => !isOccurrence(ready, id)));
}

function occurrenceNamed(series: Series, recurrenceId: string): Outcome<Wall> {
  const ready = readySeries(series);
  if (!ready.ok) return ready;
  const at = parseWall(recurrenceId);
  if (at === null) return refused('date-unreadable', recurrenceId);
  return isOccurrence(ready.value, at) ? taken(at) : refused('not-an-occurrence', recurrenceId);
}

function isOccurrence(ready: ReadySeries, at: Wall): boolean {
  return findWalls(ready, { from: at, to: wall(at + 1) }).walls.length === 1;
}
