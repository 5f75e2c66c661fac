import type { StoreTx } from '#server/authority/store.ts';
import type { LeaseTx } from '#server/authority/leases/lease-tx.ts';

/** Bugs that the partition test must find, each on the far side of a port. */
export const partitionBugs = [
  'leases-looked-at-before-the-claims',
  'grant-without-the-lock',
  'slice-freed-before-the-answer',
  'given-up-before-it-is-on-disk',
  'own-clock-trusted',
  'counted-before-it-was-read',
] as const;
export type PartitionBug = (typeof partitionBugs)[number];

export function plantedInStore(bug: PartitionBug | null, tx: StoreTx): StoreTx {
  switch (bug) {
    case 'leases-looked-at-before-the-claims':
      return lookedAtBefore(tx);
    case 'grant-without-the-lock':
      return { ...tx, leases: { ...tx.leases, lockResource: () => Promise.resolve(true) } };
    case 'slice-freed-before-the-answer':
      return { ...tx, leases: { ...tx.leases, recall: (deskId, slices) => freedAtOnce(tx.leases, deskId, slices) } };
    default:
      return tx;
  }
}

/** The statement that takes the claims looks at leases too, and so sees what was there before it waited. */
function lookedAtBefore(tx: StoreTx): StoreTx {
  let seen: Awaited<ReturnType<LeaseTx['inForce']>> = [];
  return {
    ...tx,
    takeClaims: async (claims) => {
      seen = await tx.leases.inForce();
      return tx.takeClaims(claims);
    },
    writeRows: async (entries) => {
      const isLeased = entries.some(({ record, fresh }) =>
        seen.some(
          (lease) =>
            lease.deskId !== record.desk.deskId &&
            fresh.some(
              (claim) => claim.resourceId === lease.resourceId && claim.start < lease.end && lease.start < claim.end,
            ),
        ),
      );
      const outcome = await tx.writeRows(entries.map((entry) => ({ ...entry, fresh: [] })));
      return isLeased && outcome === 'written' ? 'leased' : outcome;
    },
  };
}

/** As if a desk that was asked had already answered. */
async function freedAtOnce(
  leases: LeaseTx,
  deskId: string,
  slices: Parameters<LeaseTx['recall']>[1],
): Promise<readonly number[]> {
  const asked = await leases.recall(deskId, slices);
  for (const lease of await leases.inForce()) {
    const cuts = slices.filter(({ leaseId }) => leaseId === lease.id);
    if (cuts.length > 0) await leases.replace(lease, []);
  }
  return asked;
}
