import { z } from 'zod';
import { idSchema } from '#shared/lib/text.ts';
import { instant } from '#shared/time/instant.ts';

/** One command in the history of a document, whatever became of it. */
export const auditEntrySchema = z.object({
  commandId: idSchema,
  /** `appointment.move`. */
  name: z.string(),
  /** Empty for somebody whom the clinic does not know. */
  actorName: z.string(),
  deskName: z.string(),
  /** When the server decided, and when the person acted by the desk's clock. */
  at: z.number().transform(instant),
  deskTime: z.number().transform(instant),
  verdict: z.enum(['accepted', 'adjusted', 'displaced', 'refused']),
});
export type AuditEntry = Readonly<z.infer<typeof auditEntrySchema>>;
