import { type HeldClaim, LONGEST_CLAIM_MINUTES } from '#shared/scheduling/claim.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { type Interval, overlaps } from '#shared/time/interval.ts';

/**
 * The claims of every resource, each list sorted by start. Because no claim is longer than a day (F11), those that
 * overlap a window start at most a day before it: one binary search, then a short walk.
 */
export class ClaimIndex {
  readonly #byResource = new Map<string, HeldClaim[]>();
  readonly #byHolder = new Map<string, readonly HeldClaim[]>();

  /** Replaces everything that this holder claims. */
  set(holderId: string, claims: readonly HeldClaim[]): void {
    for (const claim of this.#byHolder.get(holderId) ?? []) this.#remove(claim);
    if (claims.length === 0) this.#byHolder.delete(holderId);
    else this.#byHolder.set(holderId, claims);
    for (const claim of claims) this.#insert(claim);
  }

  overlapping(resourceId: string, window: Interval): readonly HeldClaim[] {
    const sorted = this.#byResource.get(resourceId) ?? [];
    const found: HeldClaim[] = [];
    for (let at = lowerBound(sorted, plusMinutes(window.start, -LONGEST_CLAIM_MINUTES)); at < sorted.length; at += 1) {
      const claim = sorted[at];
      if (claim === undefined || claim.start >= window.end) break;
      if (overlaps(claim, window)) found.push(claim);
    }
    return found;
  }

  #insert(claim: HeldClaim): void {
    const sorted = this.#byResource.get(claim.resourceId) ?? [];
    sorted.splice(lowerBound(sorted, claim.start), 0, claim);
    this.#byResource.set(claim.resourceId, sorted);
  }

  #remove(claim: HeldClaim): void {
    const sorted = this.#byResource.get(claim.resourceId) ?? [];
    const at = sorted.indexOf(claim, lowerBound(sorted, claim.start));
    if (at >= 0) sorted.splice(at, 1);
  }
}

/** The first position whose claim starts at `start` or later. */
function lowerBound(sorted: readonly HeldClaim[], start: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.start ?? Infinity) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
