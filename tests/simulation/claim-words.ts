import type { Claim } from '#shared/scheduling/claim.ts';

/** Claims in one order, for comparing. */
export function claimWords(claims: readonly Claim[]): string {
  return claims
    .map(({ resourceId, lane, start, end, part }) => [resourceId, lane, start, end, part].join())
    .toSorted()
    .join(';');
}
