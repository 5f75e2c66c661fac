import { z } from 'zod';
import { refusalSchema } from '#shared/commands/refusal.ts';
import { previewDateSchema } from '#shared/commands/series/preview-date.ts';
import { seriesChange } from '#shared/commands/series/series-change.ts';
import { seriesCreate } from '#shared/commands/series/series-create.ts';
import { idSchema } from '#shared/lib/text.ts';
import { appointmentSchema } from '#shared/scheduling/appointment.ts';
import { instantSchema } from '#shared/time/instant.ts';

/** Dates in one answer; the server does no more work than that at a time. The rules are PV1 to PV4 in SPEC.md. */
export const PREVIEW_LIMIT = 40;

export const previewInputSchema = z.strictObject({
  actorId: idSchema,
  ask: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('create'), input: seriesCreate.schema }),
    z.strictObject({ kind: z.literal('change'), input: seriesChange.schema }),
  ]),
  /** Only dates that end after it. */
  from: instantSchema,
});
export type PreviewInput = z.infer<typeof previewInputSchema>;

export const previewOutputSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('dates'),
    dates: z.array(previewDateSchema).max(PREVIEW_LIMIT),
    /** Visits in the way, which the desk may not carry. */
    inTheWay: z.array(appointmentSchema),
    /** Ask again from there; null: these are all. */
    next: instantSchema.nullable(),
  }),
  z.object({ kind: z.literal('refused'), refusal: refusalSchema }),
]);
export type PreviewOutput = z.infer<typeof previewOutputSchema>;
