import { namedOccurrence } from '#shared/scheduling/series/series-id.ts';
import type { World } from '#shared/scheduling/world.ts';

/**
 * The world without what the occurrences of these series hold that have no document: they give way to what replaces
 * them, but for those that stay, by their ids.
 */
export function withoutSeries(
  world: World,
  seriesIds: readonly string[],
  staying: ReadonlySet<string> = new Set(),
): World {
  const isLeftOut = (holderId: string): boolean => {
    const named = namedOccurrence(holderId);
    if (named === null || !seriesIds.includes(named.seriesId) || staying.has(holderId)) return false;
    return (world.find('appointments', holderId)?.version ?? 0) === 0;
  };
  return {
    find: (collection, id) => world.find(collection, id),
    claimsOn: (resourceId, window) => world.claimsOn(resourceId, window).filter(({ holder }) => !isLeftOut(holder.id)),
  };
}
