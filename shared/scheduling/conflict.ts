import { z } from 'zod';
import { idSchema } from '#shared/lib/text.ts';
import { instantSchema } from '#shared/time/instant.ts';

/** Why a resource could not be had, and who has it. Kept with a displaced appointment. */
export const conflictSchema = z.strictObject({
  resourceId: idSchema,
  reason: z.enum(['taken', 'blocked', 'held', 'inactive', 'no-lanes']),
  /** The appointment, block or hold in the way; null when the resource itself is closed. */
  holderId: idSchema.nullable(),
  start: instantSchema,
  end: instantSchema,
});
export type Conflict = Readonly<z.infer<typeof conflictSchema>>;
