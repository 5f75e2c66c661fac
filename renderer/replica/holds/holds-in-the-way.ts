import type { PublicHold } from '#shared/replication/holds.ts';
import { type Claim, collides, type HeldClaim } from '#shared/scheduling/claim.ts';
import type { World } from '#shared/scheduling/world.ts';

/**
 * Which of these holds the claims cannot go beside. Which lane the server gives them nobody knows; so where lanes are
 * left for all of them, none is in the way. Nor is what is held for the same visit (HD7).
 * @param world in which the claims are made already, and the holds are not.
 */
export function holdsInTheWay(
  claims: readonly HeldClaim[],
  holds: readonly PublicHold[],
  world: World,
): readonly string[] {
  return holds.filter((hold) => claims.some((claim) => isInTheWay(hold, claim, holds, world))).map(({ id }) => id);
}

function isInTheWay(hold: PublicHold, claim: HeldClaim, holds: readonly PublicHold[], world: World): boolean {
  if (hold.appointmentId === claim.holder.id || !hold.claims.some((other) => isMet(claim, other))) return false;
  const lanes = world.find('resources', claim.resourceId)?.lanes ?? 1;
  const busy = world.claimsOn(claim.resourceId, claim).filter((other) => isMet(claim, other));
  const held = holds.flatMap(({ claims }) => claims).filter((other) => isMet(claim, other));
  return new Set(busy.map(({ lane }) => lane)).size + held.length > lanes;
}

function isMet(claim: Claim, other: Claim): boolean {
  return collides({ ...claim, lane: other.lane }, other);
}
