import { z } from 'zod';
import { refusalSchema } from '#shared/commands/refusal.ts';
import { conflictSchema } from '#shared/scheduling/conflict.ts';
import { idSchema } from '#shared/lib/text.ts';
import { instantSchema } from '#shared/time/instant.ts';

/** What the server changed about an accepted command. */
export const adjustmentSchema = z.strictObject({
  kind: z.enum(['resource-substituted', 'notes-merged']),
  /** For a substitution: the resource asked for and the one given; else empty. */
  from: z.string().max(200),
  to: z.string().max(200),
});
export type Adjustment = Readonly<z.infer<typeof adjustmentSchema>>;

/** A document that the command wrote, at the version it got. The desk's overlay stays until its replica has it (F27). */
const revisionSchema = z.strictObject({ collection: z.string(), id: idSchema, version: z.int().min(1) });
export type Revision = Readonly<z.infer<typeof revisionSchema>>;

const decided = { decidedAt: instantSchema, revisions: z.array(revisionSchema) };

/** The server's answer to one command; the same for ever (I4). */
export const verdictSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('accepted'), ...decided }),
  z.object({ kind: z.literal('adjusted'), ...decided, adjustments: z.array(adjustmentSchema) }),
  z.object({ kind: z.literal('displaced'), ...decided, conflicts: z.array(conflictSchema) }),
  z.object({ kind: z.literal('refused'), ...decided, refusal: refusalSchema }),
]);
export type Verdict = Readonly<z.infer<typeof verdictSchema>>;
