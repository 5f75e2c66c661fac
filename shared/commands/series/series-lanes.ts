import type { Appointment } from '#shared/scheduling/appointment.ts';
import { collides } from '#shared/scheduling/claim.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { type ClaimWish, wishesByResource } from '#shared/scheduling/visit-claims.ts';
import type { World } from '#shared/scheduling/world.ts';

/** For each resource of several lanes the one on which the most occurrences are free; the one it has, when as good. */
export function seriesLanes(
  series: BookedSeries,
  occurrences: readonly Appointment[],
  world: World,
): BookedSeries['lanes'] {
  const ids = new Set(series.phases.flatMap((phase) => phase.resourceIds));
  return [...ids].flatMap((resourceId) => {
    const lanes = world.find('resources', resourceId)?.lanes ?? 1;
    if (lanes <= 1) return [];
    const before = series.lanes.find((one) => one.resourceId === resourceId)?.lane ?? 0;
    const order = [before, ...Array.from({ length: lanes }, (_, lane) => lane).filter((lane) => lane !== before)];
    const counts = clashesByLane(resourceId, occurrences, world);
    const best = order
      .filter((lane) => lane < lanes)
      .reduce((least, lane) => ((counts.get(lane) ?? 0) < (counts.get(least) ?? 0) ? lane : least));
    return [{ resourceId, lane: best }];
  });
}

function clashesByLane(
  resourceId: string,
  occurrences: readonly Appointment[],
  world: World,
): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const occurrence of occurrences) {
    const wishes: readonly ClaimWish[] = wishesByResource(occurrence).get(resourceId) ?? [];
    const lanes = new Set(
      wishes.flatMap((wish) =>
        world
          .claimsOn(resourceId, wish)
          .filter((other) => collides({ ...wish, lane: other.lane }, other))
          .map(({ lane }) => lane),
      ),
    );
    for (const lane of lanes) counts.set(lane, (counts.get(lane) ?? 0) + 1);
  }
  return counts;
}
