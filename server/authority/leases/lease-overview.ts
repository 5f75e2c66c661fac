import type { LeaseOverview } from '#shared/replication/leases.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import type { AuthorityStore } from '#server/authority/store.ts';

export async function leaseOverview(store: AuthorityStore, desk: DeskIdentity): Promise<LeaseOverview> {
  return store.transaction(desk.tenantId, async (tx) => {
    const names = await tx.leases.deskNames();
    const desks = Array.from(names, ([id, name]) => ({ id, name, isThisDesk: id === desk.deskId }));
    return { desks, leases: [...(await tx.leases.inForce())] };
  });
}
