import type { SeriesChange } from '#shared/commands/series/series-change.ts';
import { cutSeries, MOST_PARTS, type SeriesScope } from '#shared/commands/series/series-scope.ts';
import { wasAdopted } from '#shared/commands/series/standing-visit.ts';
import { nextOccurrences } from '#shared/scheduling/recurrence/occurrences.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { wholePattern } from '#shared/scheduling/series/series-pattern.ts';
import type { World } from '#shared/scheduling/world.ts';
import type { Instant } from '#shared/time/instant.ts';
import { formatWall, mustBeWall } from '#shared/time/wall.ts';
import { seriesFamily } from '#renderer/appointments/series/series-family.ts';

/** One of the series that the person sees as one, and how much of it is meant. */
export type ScopePart = { readonly series: BookedSeries; readonly scope: SeriesScope };

export type Family = Pick<World, 'find'> & { all(collection: 'series'): ReadonlyMap<string, BookedSeries> };

/**
 * What `all`, or `from this on`, means of a series that was changed from one date on (SR16): that of every part which
 * has dates to come, the one that was asked about first.
 */
export function scopeParts(
  series: BookedSeries,
  scope: SeriesScope,
  { world, now }: { readonly world: Family; readonly now: Instant },
): readonly ScopePart[] {
  const others = seriesFamily(series, world.all('series')).filter((one) => one.id !== series.id && !one.isEnded);
  const parts = others.flatMap((one): ScopePart[] => {
    const own = scopeIn(one, scope);
    const cut = own === null ? null : cutSeries(one, own, now);
    return own !== null && cut?.ok === true && cut.value.following !== null ? [{ series: one, scope: own }] : [];
  });
  return [{ series, scope }, ...parts.slice(0, MOST_PARTS)];
}

/** From its first date on that is not before the one which was chosen; null: all of its dates are before. */
function scopeIn(series: BookedSeries, scope: SeriesScope): SeriesScope | null {
  if (scope.kind === 'all') return scope;
  const found = nextOccurrences(wholePattern(series), mustBeWall(scope.recurrenceId), 1);
  const [first] = found.ok ? found.value.occurrences : [];
  return first === undefined ? null : { kind: 'following', recurrenceId: formatWall(first.recurrenceId) };
}

/** The visits that these were made of, as far as this desk knows them. */
export function adoptedIds(parts: readonly ScopePart[], world: Pick<World, 'find'>): string[] {
  return parts.flatMap(({ series }) =>
    series.exceptions
      .map(({ appointmentId }) => world.find('appointments', appointmentId))
      .flatMap((visit) => (visit !== null && wasAdopted(visit, series) ? [visit.id] : [])),
  );
}

/** What each further part is asked: the same, with a new length on its own people where the change is one of length. */
export function partsOfChange(
  parts: readonly ScopePart[],
  { phases }: Pick<SeriesChange, 'phases'>,
  how: { readonly isLength: boolean; readonly idFor: (seriesId: string) => string },
): NonNullable<SeriesChange['parts']> {
  return parts.map(({ series, scope }) => ({
    ...{ seriesId: series.id, nextSeriesId: how.idFor(series.id), scope },
    ...(how.isLength && phases?.length === series.phases.length && { phases: lengthened(series, phases) }),
  }));
}

function lengthened(
  series: BookedSeries,
  phases: NonNullable<SeriesChange['phases']>,
): NonNullable<SeriesChange['phases']> {
  return series.phases.map(({ minutes, resourceIds }, at) => ({
    minutes: phases[at]?.minutes ?? minutes,
    resourceIds: [...resourceIds],
  }));
}
