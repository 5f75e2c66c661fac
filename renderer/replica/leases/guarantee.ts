import { type Claim, collides, type HeldClaim } from '#shared/scheduling/claim.ts';
import type { Lease } from '#shared/scheduling/lease.ts';
import { type Instant, instant } from '#shared/time/instant.ts';
import { subtract } from '#shared/time/subtract.ts';

/** What this desk can promise about a visit that the server has not seen yet (LE10). */
export type Guarantee = { readonly kind: 'guaranteed'; readonly until: Instant } | { readonly kind: 'provisional' };

export type Holding = { readonly id: string; readonly claims: readonly Claim[] };

export type Surroundings = {
  /** Leases that count now. */
  readonly leases: readonly Lease[];
  readonly lanesOf: (resourceId: string) => number;
  /** Everything that may be in the way, whatever the server decides about what this desk has not sent yet. */
  readonly possible: (resourceId: string, span: { start: Instant; end: Instant }) => readonly HeldClaim[];
};

const provisional: Guarantee = { kind: 'provisional' };

export function guaranteeOf(visit: Holding, { leases, lanesOf, possible }: Surroundings): Guarantee {
  if (visit.claims.length === 0) return provisional;
  const used: Lease[] = [];
  for (const claim of visit.claims) {
    const covering = leases.filter((lease) => lease.resourceId === claim.resourceId);
    if (subtract(claim, covering).length > 0) return provisional;
    used.push(...covering.filter((lease) => lease.start < claim.end && claim.start < lease.end));
  }
  for (const [resourceId, claims] of Map.groupBy(visit.claims, (claim) => claim.resourceId)) {
    const inTheWay = claims.flatMap((claim) =>
      possible(resourceId, claim).filter((other) => mayMeet(visit, claim, other)),
    );
    // On whichever lanes the server puts those, one is left.
    if (new Set(inTheWay.map(keyOf)).size >= lanesOf(resourceId)) return provisional;
  }
  return { kind: 'guaranteed', until: instant(Math.min(...used.map(({ expiresAt }) => expiresAt))) };
}

function mayMeet(visit: Holding, claim: Claim, other: HeldClaim): boolean {
  return other.holder.id !== visit.id && collides({ ...claim, lane: other.lane }, other);
}

function keyOf({ holder, lane, start, end, part }: HeldClaim): string {
  return `${holder.id}/${lane}/${start}/${end}/${part}`;
}
