import type { ClaimWindow } from '#shared/commands/command-definition.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import type { StoreTx } from '#server/authority/store.ts';

/**
 * The claims in these windows, but for what holds claim that are over: those are given up here and now, whether anything
 * is booked or not (I5). `ownHoldIds` are treated as if they were not there.
 */
export async function claimsInForce(
  tx: StoreTx,
  windows: readonly ClaimWindow[],
  ownHoldIds: readonly string[],
): Promise<readonly HeldClaim[]> {
  const found = await tx.loadClaims(windows);
  const claims = found.filter(({ holder }) => holder.kind !== 'hold' || !ownHoldIds.includes(holder.id));
  const holdIds = new Set(claims.flatMap(({ holder }) => (holder.kind === 'hold' ? [holder.id] : [])));
  if (holdIds.size === 0) return claims;
  const over = await tx.holds.endExpired([...holdIds]);
  return over.length === 0 ? claims : claims.filter(({ holder }) => !over.includes(holder.id));
}
