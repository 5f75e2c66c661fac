import type { LeaseSlice } from '#shared/scheduling/lease.ts';
import { subtract } from '#shared/time/subtract.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { leaseTransaction } from '#server/authority/leases/lease-transaction.ts';
import { asOutage } from '#server/authority/patiently.ts';
import type { AuthorityStore, StoreTx } from '#server/authority/store.ts';

/**
 * Frees what its desk has given up. The desk wrote that down first, and never counts on these slices of these leases
 * again; so it does no harm when this comes late, twice or not at all (LE5).
 */
export async function giveUpLeases(
  store: AuthorityStore,
  desk: DeskIdentity,
  slices: readonly LeaseSlice[],
): Promise<void> {
  const giveUp = async (tx: StoreTx): Promise<void> => {
    const leaseIds = [...new Set(slices.map(({ leaseId }) => leaseId))].toSorted();
    const rows = await tx.leases.lockOf(desk.deskId, leaseIds);
    for (const [leaseId, parts] of Map.groupBy(rows, ({ id }) => id)) {
      const [lease] = parts;
      const cuts = slices.filter((slice) => slice.leaseId === leaseId);
      const left = parts.flatMap((part) => subtract(part, cuts));
      if (lease !== undefined) await tx.leases.replace(lease, left);
    }
  };
  try {
    await leaseTransaction(store, desk, giveUp);
  } catch (error) {
    throw asOutage(error);
  }
}
