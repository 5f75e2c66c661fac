import type { PublicHold } from '#shared/replication/holds.ts';
import type { HoldRow } from '#server/authority/holds/hold-tx.ts';
import type { StoreTx } from '#server/authority/store.ts';

export function publicHold(hold: HoldRow, deskName: string): PublicHold {
  const { id, deskId, actorId, appointmentId, claims, placedAt, expiresAt } = hold;
  return { id, deskId, deskName, actorId, appointmentId, claims: [...claims], placedAt, expiresAt };
}

export async function asPublicHold(tx: StoreTx, hold: HoldRow): Promise<PublicHold> {
  return publicHold(hold, await tx.holds.deskName(hold.deskId));
}
