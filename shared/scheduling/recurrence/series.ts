import { z } from 'zod';
import { idSchema } from '#shared/lib/text.ts';
import { LONGEST_RULE, MOST_OCCURRENCES } from '#shared/scheduling/recurrence/limits.ts';
import { formatWall, mustBeWall, parseWall } from '#shared/time/wall.ts';
import { zoneSchema } from '#shared/time/zone.ts';

/** `2026-05-04T09:00:00` on the wall of the series' zone. */
export const wallTimeSchema = z
  .string()
  .refine((text) => text.includes('T') && parseWall(text) !== null, { error: 'not-a-wall-time' })
  .transform((text) => formatWall(mustBeWall(text)));

const wallListSchema = z.array(wallTimeSchema).max(MOST_OCCURRENCES);

/** One occurrence that is not as its rule says, named by the wall time that the rule gave it (RECURRENCE-ID). */
export const seriesExceptionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cancelled'), recurrenceId: wallTimeSchema }),
  z.strictObject({
    kind: z.literal('changed'),
    recurrenceId: wallTimeSchema,
    start: wallTimeSchema,
    minutes: z.int().min(0).max(1_440),
    /** The appointment that carries what else is its own: status, notes, resources. */
    appointmentId: idSchema.nullable(),
  }),
]);
export type SeriesException = Readonly<z.infer<typeof seriesExceptionSchema>>;

/** The rule is the truth; occurrences and claims are derived from it. */
export const seriesPatternSchema = z.strictObject({
  zone: zoneSchema,
  /** DTSTART: the first occurrence, if the rules produce it, and what they count from. */
  start: wallTimeSchema,
  minutes: z.int().min(0).max(1_440),
  /** RRULE values without `RRULE:`, as they were given. */
  rules: z.array(z.string().max(LONGEST_RULE)).max(20),
  /** RDATE. */
  added: wallListSchema,
  /** EXDATE. */
  excluded: wallListSchema,
  exceptions: z.array(seriesExceptionSchema).max(MOST_OCCURRENCES),
});
export type Series = Readonly<z.infer<typeof seriesPatternSchema>>;
