import type { RefusalCode } from '#shared/commands/refusal.ts';
import type { OwnHold } from '#shared/replication/holds.ts';
import { type HoldRow, isInForce } from '#server/authority/holds/hold-tx.ts';
import { ownsHold } from '#server/authority/holds/token-hash.ts';
import type { StoreTx } from '#server/authority/store.ts';
import type { Instant } from '#shared/time/instant.ts';

/** Why a command may not take what its hold keeps, by `keyOfHold`; one that is not named may. */
export type HoldFaults = ReadonlyMap<string, RefusalCode>;

export function keyOfHold({ id, ownerToken }: OwnHold): string {
  return `${id}/${ownerToken}`;
}

/**
 * The rows are locked first, and the time is read in a statement after that: who waited for the lock beyond the expiry is
 * late (F9, I5). They stay locked until the transaction ends.
 */
export async function holdFaults(tx: StoreTx, holds: readonly OwnHold[]): Promise<HoldFaults> {
  if (holds.length === 0) return new Map();
  const rows = new Map((await tx.holds.lock([...new Set(holds.map(({ id }) => id))])).map((row) => [row.id, row]));
  const now = await tx.holds.now();
  return new Map(
    holds.flatMap((hold) => {
      const fault = faultOf(rows.get(hold.id), hold, now);
      return fault === null ? [] : [[keyOfHold(hold), fault]];
    }),
  );
}

function faultOf(row: HoldRow | undefined, { ownerToken }: OwnHold, now: Instant): RefusalCode | null {
  if (row === undefined) return 'hold-expired';
  if (!ownsHold(row, ownerToken)) return 'hold-not-yours';
  return isInForce(row, now) ? null : 'hold-expired';
}
