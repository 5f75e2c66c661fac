import type { HeldClaim } from '#shared/scheduling/claim.ts';
import { IntervalIndex } from '#shared/scheduling/interval-index.ts';
import type { Interval } from '#shared/time/interval.ts';

/** Every claim, by resource and time; a holder's claims are replaced together. */
export class ClaimIndex {
  readonly #byResource = new Map<string, IntervalIndex<HeldClaim>>();
  readonly #byHolder = new Map<string, readonly HeldClaim[]>();

  /** Replaces everything that this holder claims. */
  set(holderId: string, claims: readonly HeldClaim[]): void {
    for (const claim of this.#byHolder.get(holderId) ?? [])
      this.#byResource.get(claim.resourceId)?.remove(claim.start, claim);
    if (claims.length === 0) this.#byHolder.delete(holderId);
    else this.#byHolder.set(holderId, claims);
    for (const claim of claims) this.#on(claim.resourceId).insert(claim.start, claim.end, claim);
  }

  /** The claims on the resource that share time with the window, in order of their starts. */
  overlapping(resourceId: string, window: Interval): readonly HeldClaim[] {
    return this.#byResource.get(resourceId)?.overlapping(window.start, window.end) ?? [];
  }

  #on(resourceId: string): IntervalIndex<HeldClaim> {
    const found = this.#byResource.get(resourceId) ?? new IntervalIndex<HeldClaim>();
    this.#byResource.set(resourceId, found);
    return found;
  }
}
