import { namedOccurrence, occurrenceId } from '#shared/scheduling/series/series-id.ts';
import { wall } from '#shared/time/wall.ts';
import { seriesFamily } from '#renderer/appointments/series/series-family.ts';
import type { View } from '#renderer/replica/desk.ts';

/** A change that made another series go on: its occurrences have other ids since, so many milliseconds of the wall away. */
export type Renaming = { readonly from: string; readonly to: string; readonly shiftMs: number };

/**
 * The id under which an occurrence goes on that is not there any more: its series was changed, or that was taken back.
 * @param renamings of this window, the newest last; of what other desks did, the time by the rule tells.
 */
export function counterpart(
  id: string,
  renamings: readonly Renaming[],
  view: Pick<View, 'find' | 'all'>,
): string | null {
  const named = namedOccurrence(id);
  if (named === null || view.find('appointments', id) !== null) return null;
  const { seriesId, recurrenceId } = named;
  const remembered = renamings.toReversed().flatMap(({ from, to, shiftMs }) => {
    if (from === seriesId) return [occurrenceId(to, wall(recurrenceId + shiftMs))];
    return to === seriesId ? [occurrenceId(from, wall(recurrenceId - shiftMs))] : [];
  });
  const series = view.find('series', seriesId);
  const family = series === null ? [] : seriesFamily(series, view.all('series'));
  const sameTime = family.map((one) => occurrenceId(one.id, recurrenceId));
  return [...remembered, ...sameTime].find((one) => view.find('appointments', one) !== null) ?? null;
}
