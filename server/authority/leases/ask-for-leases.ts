import type { Claim, HeldClaim, Holder } from '#shared/scheduling/claim.ts';
import type { Lease } from '#shared/scheduling/lease.ts';
import { instant } from '#shared/time/instant.ts';
import { overlaps } from '#shared/time/interval.ts';
import { PATIENCE_MS } from '#server/authority/leases/lease-tx.ts';
import type { StoreTx } from '#server/authority/store.ts';

/** `free`: nothing is in the way any more. `asked`: their desks have been asked, and may still answer. */
export type Asked =
  | { readonly kind: 'free' | 'asked' }
  /** These desks do not answer: their time is not to be had. */
  | { readonly kind: 'unanswered'; readonly leases: readonly NamedLease[] };

export type NamedLease = Lease & { readonly deskName?: string };

/** Asks the desks whose leases these claims meet to give up what is wanted of them (LE6). */
export async function askForLeases(tx: StoreTx, deskId: string, claims: readonly Claim[]): Promise<Asked> {
  const leases = await tx.leases.inTheWay(deskId, claims);
  if (leases.length === 0) return { kind: 'free' };
  const slices = leases.map((lease) => ({ lease, ...wantedOf(lease, claims) }));
  const waitedMs = await tx.leases.recall(
    deskId,
    slices.map(({ lease, start, end }) => ({ leaseId: lease.id, resourceId: lease.resourceId, start, end })),
  );
  const unanswered = leases.filter((_, at) => (waitedMs[at] ?? 0) >= PATIENCE_MS);
  return unanswered.length === 0 ? { kind: 'asked' } : { kind: 'unanswered', leases: await named(tx, unanswered) };
}

/** Desks are not replicated: who is told of the lease can be told its desk's name only now. */
async function named(tx: StoreTx, leases: readonly Lease[]): Promise<readonly NamedLease[]> {
  const names = await tx.leases.deskNames();
  return leases.map((lease) => {
    const deskName = names.get(lease.deskId);
    return deskName === undefined ? lease : { ...lease, deskName };
  });
}

function wantedOf(lease: Lease, claims: readonly Claim[]) {
  const wanted = claims.filter((claim) => claim.resourceId === lease.resourceId && overlaps(claim, lease));
  return {
    start: instant(Math.max(lease.start, Math.min(...wanted.map(({ start }) => start)))),
    end: instant(Math.min(lease.end, Math.max(...wanted.map(({ end }) => end)))),
  };
}

const MOST_LANES = 100;

/** A lease as what it is to everybody else: every lane taken. */
export function asClaims(leases: readonly NamedLease[]): readonly HeldClaim[] {
  return leases.flatMap(({ resourceId, start, end, deskId, deskName }) => {
    const holder: Holder = { kind: 'lease', id: deskId, ...(deskName !== undefined && { deskName }) };
    return Array.from({ length: MOST_LANES }, (_, lane): HeldClaim => {
      return { resourceId, lane, start, end, part: 'visit', holder };
    });
  });
}
