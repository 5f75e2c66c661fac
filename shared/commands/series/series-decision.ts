import { z } from 'zod';
import { MOST_CLAIMED } from '#shared/scheduling/series/booked-series.ts';
import { wallTimeSchema } from '#shared/scheduling/recurrence/series.ts';
import { instantSchema } from '#shared/time/instant.ts';

/** What a person said about one date of the preview; of a clash that nobody decided, the inbox hears (SR3). */
export const seriesDecisionSchema = z.discriminatedUnion('kind', [
  /** Left out (EXDATE). */
  z.strictObject({ kind: z.literal('skip'), recurrenceId: wallTimeSchema }),
  /** At another time, this once. */
  z.strictObject({ kind: z.literal('shift'), recurrenceId: wallTimeSchema, start: instantSchema }),
  /** Where it is; the conflict inbox has it when its place is taken. */
  z.strictObject({ kind: z.literal('book-anyway'), recurrenceId: wallTimeSchema }),
]);
export type SeriesDecision = Readonly<z.infer<typeof seriesDecisionSchema>>;

export const seriesDecisionsSchema = z.array(seriesDecisionSchema).max(MOST_CLAIMED);
