import type { Holder } from '#shared/scheduling/claim.ts';
import type { Collection } from '#shared/scheduling/world.ts';

/** What holds the claims of this collection's documents. Time off keeps time as a block does. */
export function holderKindOf(collection: Collection): Holder['kind'] {
  return collection === 'appointments' ? 'appointment' : 'block';
}
