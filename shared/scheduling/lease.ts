import { z } from 'zod';
import { idSchema } from '#shared/lib/text.ts';
import { instantSchema } from '#shared/time/instant.ts';

/** Which time of a location is kept for which desk; the rules are LE1 to LE10 in shared/replication/SPEC.md. */
export const leaseRuleSchema = z.strictObject({
  deskId: idSchema,
  resourceIds: z.array(idSchema).min(1).max(100),
  /** Local days: 1 is today, 2 today and tomorrow. */
  days: z.int().min(1).max(14),
  /** How long it lasts after the desk was last in touch; null: to the end of the leased day. */
  lastsMinutes: z.int().min(1).max(20_160).nullable(),
});
export type LeaseRule = Readonly<z.infer<typeof leaseRuleSchema>>;

/** A stretch of a resource's time that one desk alone may book, until `expiresAt` on the server's clock. */
export const leaseSchema = z.object({
  /** Of one grant; what is left of it after a slice was given up keeps the id. */
  id: idSchema,
  deskId: idSchema,
  resourceId: idSchema,
  start: instantSchema,
  end: instantSchema,
  expiresAt: instantSchema,
});
export type Lease = Readonly<z.infer<typeof leaseSchema>>;

/** A part of a lease that somebody else wants, or that its desk gives up. */
export const leaseSliceSchema = z.strictObject({ leaseId: idSchema, start: instantSchema, end: instantSchema });
export type LeaseSlice = Readonly<z.infer<typeof leaseSliceSchema>>;
