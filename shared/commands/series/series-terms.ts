import { z } from 'zod';
import { actedBy } from '#shared/commands/acted-by.ts';
import type { Context } from '#shared/commands/decision.ts';
import { type Instant, instant } from '#shared/time/instant.ts';
import { mustBeWall } from '#shared/time/wall.ts';
import { resolveWall } from '#shared/time/wall-clock.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';
import {
  type BookedSeries,
  seriesExceptionRefSchema,
  seriesTimesFields,
  seriesVisitFields,
  MOST_EXCEPTIONS,
} from '#shared/scheduling/series/booked-series.ts';
import type { Series } from '#shared/scheduling/recurrence/series.ts';
import { seriesIdSchema } from '#shared/scheduling/series/series-id.ts';

/** All that a person can decide about a series: what putting it back puts back. */
export const seriesTermsSchema = z.strictObject({
  id: seriesIdSchema,
  ...seriesTimesFields,
  ...seriesVisitFields,
  exceptions: z.array(seriesExceptionRefSchema).max(MOST_EXCEPTIONS),
  isEnded: z.boolean(),
  continuedBy: seriesIdSchema.optional(),
});
export type SeriesTerms = z.infer<typeof seriesTermsSchema>;

export function termsOf(series: BookedSeries): SeriesTerms {
  const { id, zone, start, rules, added, excluded, exceptions, isEnded, continuedBy } = series;
  const { locationId, serviceId, clientIds, label, notes, phases, bufferBeforeMinutes, bufferAfterMinutes } = series;
  return {
    ...{ id, zone, start, rules: [...rules], added: [...added], excluded: [...excluded], isEnded },
    exceptions: [...exceptions],
    ...(continuedBy !== undefined && { continuedBy }),
    ...{ locationId, serviceId, clientIds: [...clientIds], label, notes },
    ...{ phases: [...phases], bufferBeforeMinutes, bufferAfterMinutes },
  };
}

/** The series as this command leaves it: the last that chose its times. */
export function touched(series: BookedSeries, context: Context): BookedSeries {
  const { now } = context;
  return { ...series, updatedAt: now, placedBy: { ...actedBy(context), at: now } };
}

export function firstStart({ start, zone }: Pick<BookedSeries, 'start' | 'zone'>): Instant {
  return resolveWall(mustBeWall(start), zoneClock(zone)).instant ?? instant(0);
}

/** The series with the times of a pattern, and the exceptions that went with it. */
export function withPattern(series: BookedSeries, pattern: Series): BookedSeries {
  return {
    ...series,
    zone: pattern.zone,
    start: pattern.start,
    rules: [...pattern.rules],
    added: [...pattern.added],
    excluded: [...pattern.excluded],
    exceptions: pattern.exceptions.flatMap((one) =>
      one.kind === 'changed' && one.appointmentId !== null
        ? [{ recurrenceId: one.recurrenceId, appointmentId: one.appointmentId }]
        : [],
    ),
  };
}

/** A series without occurrences; exceptions that stay with it become dates of their own, so none is orphaned (I14). */
export function endedSeries(series: BookedSeries, exceptions: BookedSeries['exceptions']): BookedSeries {
  const dates = exceptions.map(({ recurrenceId }) => recurrenceId);
  const [first] = dates.toSorted();
  return {
    ...series,
    start: first ?? series.start,
    rules: [],
    added: dates.filter((date) => date !== first),
    excluded: [],
    exceptions: [...exceptions],
    isEnded: true,
  };
}
