import type { Claim, HeldClaim } from '#shared/scheduling/claim.ts';

/**
 * The claims that take time which their holder did not have. What it keeps needs nobody's leave: a status may change
 * within another desk's lease, because that desk knew of the visit when it was granted.
 */
export function freshClaims(next: readonly HeldClaim[], before: readonly HeldClaim[]): readonly HeldClaim[] {
  return next.filter((claim) => !before.some((held) => held.holder.id === claim.holder.id && isWithin(claim, held)));
}

function isWithin(claim: Claim, held: Claim): boolean {
  return (
    claim.resourceId === held.resourceId &&
    claim.lane === held.lane &&
    held.start <= claim.start &&
    claim.end <= held.end &&
    (held.part === 'visit' || claim.part === 'buffer')
  );
}
