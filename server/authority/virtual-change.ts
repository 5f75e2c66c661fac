import { isDeepStrictEqual } from 'node:util';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { virtualClaims } from '#shared/scheduling/series/virtual-occurrences.ts';

export type VirtualChange = { readonly released: readonly HeldClaim[]; readonly taken: readonly HeldClaim[] };

/** What the occurrences without a document hold no longer, and what they hold from now on; the rest stays as it is. */
export function virtualChange(known: BookedSeries | null, series: BookedSeries): VirtualChange {
  const before = known === null ? new Map<string, readonly HeldClaim[]>() : virtualClaims(known);
  const after = virtualClaims(series);
  const isSame = (id: string): boolean => isDeepStrictEqual(before.get(id), after.get(id));
  return {
    released: [...before].flatMap(([id, claims]) => (isSame(id) ? [] : claims)),
    taken: [...after].flatMap(([id, claims]) => (isSame(id) ? [] : claims)),
  };
}
