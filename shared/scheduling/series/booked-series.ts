import { z } from 'zod';
import { idSchema, versionSchema } from '#shared/lib/text.ts';
import { labelSchema, notesSchema, phaseSchema, placedBySchema } from '#shared/scheduling/appointment.ts';
import { LONGEST_RULE, MOST_OCCURRENCES } from '#shared/scheduling/recurrence/limits.ts';
import { wallTimeSchema } from '#shared/scheduling/recurrence/series.ts';
import { seriesIdSchema } from '#shared/scheduling/series/series-id.ts';
import { bufferSchema } from '#shared/scheduling/service.ts';
import { instantSchema } from '#shared/time/instant.ts';
import { zoneSchema } from '#shared/time/zone.ts';

/** An appointment of its own for each: years of a daily series. */
export const MOST_EXCEPTIONS = 4_000;

/** When a series recurs. */
export const seriesTimesFields = {
  zone: zoneSchema,
  /** DTSTART on the wall of the zone. */
  start: wallTimeSchema,
  /** RRULE values as they were given. */
  rules: z.array(z.string().max(LONGEST_RULE)).max(20),
  /** RDATE and EXDATE. */
  added: z.array(wallTimeSchema).max(MOST_EXCEPTIONS),
  excluded: z.array(wallTimeSchema).max(MOST_EXCEPTIONS),
};

/** What each occurrence is, unless something happened to it. */
export const seriesVisitFields = {
  locationId: idSchema,
  serviceId: idSchema,
  clientIds: z.array(idSchema).max(20),
  label: labelSchema,
  notes: notesSchema,
  phases: z.array(phaseSchema).min(1).max(12),
  bufferBeforeMinutes: bufferSchema,
  bufferAfterMinutes: bufferSchema,
};

/** An occurrence that something happened to: an appointment of its own, by the wall time that the rule gave it. */
export const seriesExceptionRefSchema = z.strictObject({ recurrenceId: wallTimeSchema, appointmentId: idSchema });
export type SeriesExceptionRef = Readonly<z.infer<typeof seriesExceptionRefSchema>>;

/**
 * Appointments that recur. The rule is the truth: an occurrence is worked out when it is asked for, and is a document
 * only once something happened to it (RECURRENCE-ID of RFC 5545); those are the exceptions.
 */
export const bookedSeriesSchema = z.strictObject({
  id: seriesIdSchema,
  version: versionSchema,
  ...seriesTimesFields,
  ...seriesVisitFields,
  exceptions: z.array(seriesExceptionRefSchema).max(MOST_EXCEPTIONS),
  /** The lane of each resource that every occurrence holds; one that cannot have it is an exception. */
  lanes: z.array(z.strictObject({ resourceId: idSchema, lane: z.int().min(0).max(99) })).max(60),
  /** Occurrences that start in here hold claims; the server moves it on (SR4). */
  claimedFrom: instantSchema,
  claimedUntil: instantSchema,
  /** It has no occurrences but its exceptions any more. */
  isEnded: z.boolean(),
  /** The series that somebody made, of which this one goes on from a change; absent in the one that they made. */
  origin: seriesIdSchema.optional(),
  /** The one that goes on from the last change of this one, until the change is taken back. */
  continuedBy: seriesIdSchema.optional(),
  /** What already continued the series that this one continues, when this one was cut off it. */
  continuesBeside: seriesIdSchema.optional(),
  createdAt: instantSchema,
  createdBy: idSchema,
  updatedAt: instantSchema,
  placedBy: placedBySchema,
});
export type BookedSeries = Readonly<z.infer<typeof bookedSeriesSchema>>;

/** More occurrences than this hold no claims at a time. */
export const MOST_CLAIMED = MOST_OCCURRENCES;
