import { z } from 'zod';
import { idSchema } from '#shared/lib/text.ts';
import { leaseSchema, leaseSliceSchema } from '#shared/scheduling/lease.ts';

/** All that the server knows of leases for one desk, at one moment of its clock (LE4). */
export const renewOutputSchema = z.object({
  serverTime: z.int(),
  /** Every lease of this desk that is in force; one that is not named is not there any more. */
  leases: z.array(leaseSchema),
  /** What the desk is asked to give up: somebody else wants it, or no rule keeps it any more. */
  recalls: z.array(leaseSliceSchema),
  /** What is kept for other desks. */
  others: z.array(leaseSchema.extend({ deskName: z.string() })),
  /** Every desk of the clinic as it is called now (DN2); a server of an earlier version names none. */
  desks: z.array(z.object({ id: idSchema, name: z.string() })).default([]),
});
export type RenewOutput = Readonly<z.infer<typeof renewOutputSchema>>;

export const giveUpInputSchema = z.strictObject({ slices: z.array(leaseSliceSchema).min(1).max(500) });

/** For the settings: who could be given leases, and who has which. */
export const leaseOverviewSchema = z.object({
  desks: z.array(z.object({ id: idSchema, name: z.string(), isThisDesk: z.boolean() })),
  leases: z.array(leaseSchema),
});
export type LeaseOverview = Readonly<z.infer<typeof leaseOverviewSchema>>;
