import type { RenewOutput } from '#shared/replication/leases.ts';
import type { Lease, LeaseSlice } from '#shared/scheduling/lease.ts';
import { type WantedLease, wantedLeases } from '#shared/scheduling/wanted-leases.ts';
import type { Instant } from '#shared/time/instant.ts';
import { overlaps } from '#shared/time/interval.ts';
import { instant } from '#shared/time/instant.ts';
import { subtract } from '#shared/time/subtract.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { claimsInForce } from '#server/authority/holds/claims-in-force.ts';
import { leaseTransaction } from '#server/authority/leases/lease-transaction.ts';
import { ASK_AGAIN_MS, KEEP_FREE_MS } from '#server/authority/leases/lease-tx.ts';
import type { AuthorityStore, StoreTx } from '#server/authority/store.ts';
import { isRetryable } from '#server/database/database-error.ts';

export type Leasing = { readonly store: AuthorityStore; readonly newId: () => string };

/** Grants what the rules keep for this desk and nobody else has, and says what it has now (LE1, LE4). */
export async function renewLeases({ store, newId }: Leasing, desk: DeskIdentity): Promise<RenewOutput> {
  const wanted = await store.transaction(desk.tenantId, (tx) => stillWanted(tx, desk));
  for (const resourceId of new Set(wanted.map((one) => one.resourceId))) {
    try {
      // One resource a transaction: a grant that waits holds no other lock (HS5).
      await leaseTransaction(store, desk, (tx) => grantOn(tx, { desk, resourceId, newId }));
    } catch (error) {
      // Somebody sits on this one. The desk has what it has, and soon asks again.
      if (!isRetryable(error)) throw error;
    }
  }
  return store.transaction(desk.tenantId, (tx) => answer(tx, desk));
}

async function stillWanted(tx: StoreTx, { deskId }: DeskIdentity): Promise<readonly WantedLease[]> {
  const locations = await tx.leases.locations();
  const wanted = wantedLeases(locations, deskId, await tx.leases.now());
  if (wanted.length === 0) return [];
  const own = ofDesk(await tx.leases.inForce(), deskId);
  return wanted.filter((one) => missingOf(one, own).length > 0 || own.some((lease) => isShorter(lease, one)));
}

type Grant = { readonly desk: DeskIdentity; readonly resourceId: string; readonly newId: () => string };

/**
 * With the resource locked, every claim that was being taken there is in the database, and everybody who comes after
 * will see this grant (LE2). What time it is, and so what is in force, is asked only then (F9).
 */
async function grantOn(tx: StoreTx, { desk, resourceId, newId }: Grant): Promise<void> {
  if (!(await tx.leases.lockResource(resourceId))) return;
  const now = await tx.leases.now();
  await tx.leases.removeExpired(resourceId);
  const inForce = (await tx.leases.inForce()).filter((lease) => lease.resourceId === resourceId);
  const taken = [...inForce, ...(await keptFree(tx, resourceId, desk.deskId, now))];
  for (const wanted of wantedLeases(await tx.leases.locations(), desk.deskId, now)) {
    if (wanted.resourceId !== resourceId) continue;
    for (const lease of ofDesk(inForce, desk.deskId)) {
      if (isShorter(lease, wanted)) await tx.leases.extend(lease.id, wanted.expiresAt);
    }
    const holds = (await claimsInForce(tx, [wanted], [])).filter(({ holder }) => holder.kind === 'hold');
    const lease = { id: newId(), deskId: desk.deskId, resourceId, expiresAt: wanted.expiresAt };
    const parts = subtract(wanted, [...taken, ...holds]).map((part) => ({ ...lease, ...part }));
    if (parts.length > 0) await tx.leases.grant(parts);
  }
}

/** What others have just asked for is theirs to take first. */
async function keptFree(tx: StoreTx, resourceId: string, deskId: string, now: Instant) {
  const isFresh = ({ askedAt }: { readonly askedAt: Instant }): boolean => now - askedAt < KEEP_FREE_MS;
  const recalls = await tx.leases.recalls();
  return recalls.filter((one) => one.resourceId === resourceId && one.askedBy !== deskId && isFresh(one));
}

async function answer(tx: StoreTx, { deskId }: DeskIdentity): Promise<RenewOutput> {
  const inForce = await tx.leases.inForce();
  const own = ofDesk(inForce, deskId);
  const names = await tx.leases.deskNames();
  const locations = await tx.leases.locations();
  const recalls = await tx.leases.recalls();
  // Read last: the desk counts on from here, and must never believe it is earlier than it is (LE8).
  const now = await tx.leases.now();
  const wanted = wantedLeases(locations, deskId, now);
  const asked = recalls.filter((one) => one.askedBy !== deskId && now - one.askedAt < ASK_AGAIN_MS);
  return {
    serverTime: now,
    leases: [...own],
    recalls: own.flatMap((lease) => [...slicesOf(lease, asked), ...unkeptBy(lease, wanted)]),
    desks: Array.from(names, ([id, name]) => ({ id, name })),
    others: inForce
      .filter((lease) => lease.deskId !== deskId)
      .map((lease) => ({ ...lease, deskName: names.get(lease.deskId) ?? '' })),
  };
}

function slicesOf(lease: Lease, asked: readonly LeaseSlice[]): readonly LeaseSlice[] {
  const mine = asked.filter((one) => one.leaseId === lease.id && overlaps(one, lease));
  return mine.map(({ start, end }) => ({
    leaseId: lease.id,
    start: instant(Math.max(start, lease.start)),
    end: instant(Math.min(end, lease.end)),
  }));
}

/** What no rule keeps any more. A day that is over is left to expire. */
function unkeptBy(lease: Lease, wanted: readonly WantedLease[]): readonly LeaseSlice[] {
  const kept = wanted.filter((one) => one.resourceId === lease.resourceId);
  return subtract(lease, kept).map((part) => ({ leaseId: lease.id, ...part }));
}

function ofDesk(leases: readonly Lease[], deskId: string): readonly Lease[] {
  return leases.filter((lease) => lease.deskId === deskId);
}

function missingOf(wanted: WantedLease, own: readonly Lease[]) {
  return subtract(
    wanted,
    own.filter((lease) => lease.resourceId === wanted.resourceId),
  );
}

function isShorter(lease: Lease, wanted: WantedLease): boolean {
  return lease.resourceId === wanted.resourceId && overlaps(lease, wanted) && lease.expiresAt < wanted.expiresAt;
}
