import type { World } from '#shared/scheduling/world.ts';

/** The world without what these holders claim: a series does not stand in its own way. */
export function withoutHolders(world: World, isLeftOut: (holderId: string) => boolean): World {
  return {
    find: (collection, id) => world.find(collection, id),
    claimsOn: (resourceId, window) => world.claimsOn(resourceId, window).filter(({ holder }) => !isLeftOut(holder.id)),
  };
}
