import { z } from 'zod';
import { idSchema, text, versionSchema } from '#shared/lib/text.ts';
import { importedSequenceSchema } from '#shared/scheduling/appointment.ts';
import { claimSchema } from '#shared/scheduling/claim.ts';
import { instantSchema } from '#shared/time/instant.ts';

export const blockKinds = ['break', 'leave', 'maintenance', 'meeting', 'other'] as const;
export const blockKindSchema = z.enum(blockKinds);
export type BlockKind = z.infer<typeof blockKindSchema>;

/** Time that a resource is not to be booked. A removed block stays as a document without claims. */
export const blockSchema = z.strictObject({
  id: idSchema,
  version: versionSchema,
  resourceId: idSchema,
  start: instantSchema,
  end: instantSchema,
  kind: blockKindSchema,
  reason: text(200),
  claims: z.array(claimSchema).max(100),
  isRemoved: z.boolean(),
  createdBy: idSchema,
  createdAt: instantSchema,
  /** SEQUENCE of the calendar event that it was imported from. */
  importedSequence: importedSequenceSchema.optional(),
  /** The same for all blocks that one recurring event of a calendar file came to; absent for what happens once. */
  importedFrom: idSchema.optional(),
});
export type Block = Readonly<z.infer<typeof blockSchema>>;
