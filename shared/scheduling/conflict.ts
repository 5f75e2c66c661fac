import { z } from 'zod';
import { idSchema, text } from '#shared/lib/text.ts';
import { instantSchema } from '#shared/time/instant.ts';

/** Why a resource could not be had, and who has it. Kept with a displaced appointment. */
export const conflictSchema = z.strictObject({
  resourceId: idSchema,
  reason: z.enum(['taken', 'blocked', 'held', 'leased', 'inactive', 'no-lanes', 'off-duty']),
  /** The appointment, block or hold in the way, or the desk whose lease is; null when the resource itself is closed. */
  holderId: idSchema.nullable(),
  /** Of the desk whose lease is in the way, as it was called then; absent where it has no name any more. */
  deskName: text(120).optional(),
  start: instantSchema,
  end: instantSchema,
});
export type Conflict = Readonly<z.infer<typeof conflictSchema>>;
