import { z } from 'zod';
import type { RenewOutput } from '#shared/replication/leases.ts';
import { type Lease, leaseSchema, type LeaseSlice, leaseSliceSchema } from '#shared/scheduling/lease.ts';
import type { Instant } from '#shared/time/instant.ts';
import { instantSchema } from '#shared/time/instant.ts';
import { subtract } from '#shared/time/subtract.ts';

const HOUR_MS = 3_600_000;

/** A lease of this desk. Until the replica holds what the server had at the grant, it counts for nothing (LE4). */
const heldLeaseSchema = leaseSchema.extend({ isRead: z.boolean() });
export type HeldLease = Readonly<z.infer<typeof heldLeaseSchema>>;

/** What this desk remembers of its leases, also over a restart. */
export const heldLeasesSchema = z.object({
  held: z.array(heldLeaseSchema),
  /** Slices that were given up. They stay cut out of their leases for as long as those could come back (LE5). */
  given: z.array(leaseSliceSchema.extend({ expiresAt: instantSchema })),
});
export type HeldLeases = Readonly<z.infer<typeof heldLeasesSchema>>;

export const noLeases: HeldLeases = { held: [], given: [] };

/** Takes in what the server says: what is not named is over, what was given up stays so, what is new is still to be read. */
export function adopt({ held, given }: HeldLeases, { leases, serverTime }: RenewOutput): HeldLeases {
  const readIds = new Set(held.filter(({ isRead }) => isRead).map(({ id }) => id));
  const named = leases.flatMap((lease) => {
    const cuts = given.filter(({ leaseId }) => leaseId === lease.id);
    return subtract(lease, cuts).map((part): HeldLease => ({ ...lease, ...part, isRead: readIds.has(lease.id) }));
  });
  const namedIds = new Set(leases.map(({ id }) => id));
  const isOver = ({ leaseId, expiresAt }: HeldLeases['given'][number]): boolean =>
    !namedIds.has(leaseId) && expiresAt + HOUR_MS < serverTime;
  return { held: named, given: given.filter((slice) => !isOver(slice)) };
}

/** The replica on disk holds everything that the server had when these leases were heard of. */
export function markRead({ held, given }: HeldLeases, ids: ReadonlySet<string>): HeldLeases {
  return { given, held: held.map((lease) => (ids.has(lease.id) ? { ...lease, isRead: true } : lease)) };
}

/** The replica is another one, or gone: nothing is known of what is booked. */
export function markUnread({ held, given }: HeldLeases): HeldLeases {
  return { given, held: held.map((lease) => ({ ...lease, isRead: false })) };
}

export function giveUp({ held, given }: HeldLeases, slices: readonly LeaseSlice[]): HeldLeases {
  const expiryOf = (id: string): Instant | undefined => held.find((lease) => lease.id === id)?.expiresAt;
  return {
    held: held.flatMap((lease) => {
      const cuts = slices.filter(({ leaseId }) => leaseId === lease.id);
      return subtract(lease, cuts).map((part) => ({ ...lease, ...part }));
    }),
    given: [
      ...given,
      ...slices.flatMap((slice) => {
        const expiresAt = expiryOf(slice.leaseId);
        return expiresAt === undefined ? [] : [{ ...slice, expiresAt }];
      }),
    ],
  };
}

/** What of the recalled slices can be given up: not what is booked here and may not be at the server yet (LE6). */
export function givable(
  { held }: HeldLeases,
  recalls: readonly LeaseSlice[],
  unsent: readonly (Pick<Lease, 'resourceId'> & { readonly start: Instant; readonly end: Instant })[],
): readonly LeaseSlice[] {
  return recalls.flatMap((slice) => {
    const resourceId = held.find(({ id }) => id === slice.leaseId)?.resourceId;
    const kept = unsent.filter((claim) => claim.resourceId === resourceId);
    return subtract(slice, kept).map((part) => ({ leaseId: slice.leaseId, ...part }));
  });
}
