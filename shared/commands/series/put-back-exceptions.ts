import { occurrenceNamed } from '#shared/scheduling/recurrence/occurrences.ts';
import type { BookedSeries, SeriesExceptionRef } from '#shared/scheduling/series/booked-series.ts';
import { namedOccurrence } from '#shared/scheduling/series/series-id.ts';
import { virtualPattern } from '#shared/scheduling/series/series-pattern.ts';
import type { World } from '#shared/scheduling/world.ts';
import { formatWall, mustBeWall, wall } from '#shared/time/wall.ts';

type Found = {
  /** All series concerned, as they are: an appointment that none of them names is no exception of anything. */
  readonly series: readonly BookedSeries[];
  /** Exceptions that end with the series that they came with. */
  readonly unmadeIds: ReadonlySet<string>;
  readonly shiftMs: number;
};

/**
 * Gives each exception that there is to one of the drafts (I14): where a draft names it, to that one, and else, because
 * it happened since, to one that has an occurrence of its name. A desk may name what it only foresaw, or one twice.
 */
export function withTheirExceptions(
  drafts: readonly BookedSeries[],
  found: Found,
  world: World,
): readonly BookedSeries[] {
  const left = new Map(
    found.series
      .flatMap(({ exceptions }) => exceptions)
      .filter(({ appointmentId }) => !found.unmadeIds.has(appointmentId))
      .map((one) => [one.appointmentId, one]),
  );
  const kept = new Map<string, readonly SeriesExceptionRef[]>();
  const given = new Set<string>();
  // What goes on has its exceptions before what has ended.
  for (const { id, exceptions } of drafts.toSorted((a, b) => Number(a.isEnded) - Number(b.isEnded))) {
    const own: SeriesExceptionRef[] = [];
    for (const one of exceptions) {
      if (own.some(({ recurrenceId }) => recurrenceId === one.recurrenceId)) continue;
      const { appointmentId } = one;
      if (given.has(appointmentId) || !(left.delete(appointmentId) || isAlone(appointmentId, world))) continue;
      given.add(appointmentId);
      own.push(one);
    }
    kept.set(id, own);
  }
  const drawn = drafts.map((draft): BookedSeries => ({ ...draft, exceptions: [...(kept.get(draft.id) ?? [])] }));
  return adopt(drawn, [...left.values()], found.shiftMs);
}

/** A visit that a series was made of, and that it gave back (SR13). */
function isAlone(appointmentId: string, world: World): boolean {
  const visit = world.find('appointments', appointmentId);
  return visit !== null && visit.occurrence === undefined;
}

/** Gives each stray to the series that has an occurrence of its name; else as a date of its own. */
function adopt(
  drafts: readonly BookedSeries[],
  strays: readonly SeriesExceptionRef[],
  shiftMs: number,
): readonly BookedSeries[] {
  let current = drafts;
  for (const stray of strays) {
    const { recurrenceId, appointmentId } = stray;
    const home = homeOf(stray, current, shiftMs);
    const at = home?.at ?? current.length - 1;
    current = current.map((draft, index): BookedSeries => {
      if (index !== at) return draft;
      const name = home?.name ?? freeName(draft, recurrenceId);
      const added = home === undefined ? [...draft.added, name] : draft.added;
      return { ...draft, exceptions: [...draft.exceptions, { recurrenceId: name, appointmentId }], added };
    });
  }
  return current;
}

type Home = { readonly at: number; readonly draft: BookedSeries; readonly name: string };

/** Where it was before the change, by its id; else by its name, moved back or as it is. */
function homeOf(
  { recurrenceId, appointmentId }: SeriesExceptionRef,
  drafts: readonly BookedSeries[],
  shiftMs: number,
): Home | undefined {
  const own = namedOccurrence(appointmentId);
  const names = [formatWall(wall(mustBeWall(recurrenceId) + shiftMs)), recurrenceId];
  const native = drafts.flatMap((draft, at): Home[] =>
    own?.seriesId === draft.id ? [{ at, draft, name: formatWall(own.recurrenceId) }] : [],
  );
  return (
    [...native, ...names.flatMap((name) => drafts.map((draft, at): Home => ({ at, draft, name })))]
      .filter(({ draft, name }) => occurrenceNamed(virtualPattern(draft), mustBeWall(name)) !== null)
      // A pattern has its first date even where the series has ended.
      .toSorted((a, b) => Number(a.draft.isEnded) - Number(b.draft.isEnded))[0]
  );
}

/** Some seconds later where another exception has that name; no occurrence is seen at it, because it is an exception. */
function freeName({ exceptions }: BookedSeries, recurrenceId: string): string {
  const taken = new Set(exceptions.map((one) => one.recurrenceId));
  let name = mustBeWall(recurrenceId);
  while (taken.has(formatWall(name))) name = wall(name + 1_000);
  return formatWall(name);
}
