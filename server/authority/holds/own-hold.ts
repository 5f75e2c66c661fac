import type { ExtendedHold, ListedHolds, OwnHold, ReleasedHold } from '#shared/replication/holds.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { isInForce } from '#server/authority/holds/hold-tx.ts';
import { asPublicHold } from '#server/authority/holds/public-hold.ts';
import { ownsHold, tokenHash } from '#server/authority/holds/token-hash.ts';
import type { StoreTx } from '#server/authority/store.ts';

/** Only who has the token, and only before it is over (HD4). */
export async function extendHold(tx: StoreTx, { id, ownerToken }: OwnHold): Promise<ExtendedHold> {
  const [hold] = await tx.holds.lock([id]);
  if (hold === undefined || !ownsHold(hold, ownerToken)) return { kind: 'ended' };
  if (!isInForce(hold, await tx.holds.now())) return { kind: 'ended' };
  const extended = await tx.holds.extend(id);
  await tx.holds.announce();
  return { kind: 'held', hold: await asPublicHold(tx, extended) };
}

/** Known or not, it is over afterwards: a placing that comes later than its release finds that out (HD2). */
export async function releaseHold(
  tx: StoreTx,
  { deskId }: DeskIdentity,
  { id, ownerToken }: OwnHold,
): Promise<ReleasedHold> {
  let [hold] = await tx.holds.lock([id]);
  if (hold === undefined) {
    const outcome = await tx.holds.insertEnded({ id, tokenHash: tokenHash(ownerToken), deskId, actorId: deskId });
    if (outcome === 'inserted') return { kind: 'released' };
    [hold] = await tx.holds.lock([id]);
  }
  if (hold === undefined || !ownsHold(hold, ownerToken)) return { kind: 'not-owner' };
  if (hold.endedAt !== null) return { kind: 'released' };
  await tx.holds.end([id]);
  await tx.holds.announce();
  return { kind: 'released' };
}

export async function listHolds(tx: StoreTx): Promise<ListedHolds> {
  const holds = await tx.holds.list();
  // Read last: a desk that counts down from here never believes that a hold lasts longer than it does.
  return { holds: [...holds], serverTime: await tx.holds.now() };
}
