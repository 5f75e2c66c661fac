import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';

type All = ReadonlyMap<string, BookedSeries>;

/** The series with all that a change has made of it, before and after: one series to the person who made it (SR14). */
export function seriesFamily(series: BookedSeries, all: All): readonly BookedSeries[] {
  const root = rootOf(series);
  return [...all.values()].filter((one) => rootOf(one) === root);
}

function rootOf({ id, origin }: BookedSeries): string {
  return origin ?? id;
}
