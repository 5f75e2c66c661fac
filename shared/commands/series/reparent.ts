import type { Change, Context } from '#shared/commands/decision.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import type { World } from '#shared/scheduling/world.ts';

/** The appointments of a series' exceptions, told which series they belong to now, and by what name (I14). */
export function reparented(series: BookedSeries, world: World, { now }: Context): readonly Change[] {
  return series.exceptions.flatMap(({ appointmentId, recurrenceId }): Change[] => {
    const appointment = world.find('appointments', appointmentId);
    // One of years ago may be on no desk; the server has them all.
    if (appointment === null || appointment.version === 0) return [];
    const { occurrence } = appointment;
    if (occurrence?.seriesId === series.id && occurrence.recurrenceId === recurrenceId) return [];
    const document = {
      ...appointment,
      version: appointment.version + 1,
      updatedAt: now,
      occurrence: { seriesId: series.id, recurrenceId },
    };
    return [{ collection: 'appointments', document }];
  });
}
