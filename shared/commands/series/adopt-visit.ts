import type { Change, Context } from '#shared/commands/decision.ts';
import type { RefusalCode } from '#shared/commands/refusal.ts';
import { endedSeries } from '#shared/commands/series/series-terms.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { occurrenceNamed } from '#shared/scheduling/recurrence/occurrences.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { virtualPattern } from '#shared/scheduling/series/series-pattern.ts';
import type { World } from '#shared/scheduling/world.ts';
import { formatWall, mustBeWall } from '#shared/time/wall.ts';
import { wallAt } from '#shared/time/wall-clock.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';

type Adopting = { readonly start: string; readonly adopts: string };

/** Why a visit that is booked already cannot be the first date of the series; the series without exceptions is asked. */
export function adoptionFault(draft: BookedSeries, adopts: string, world: World): RefusalCode | null {
  const visit = world.find('appointments', adopts);
  if (visit === null) return 'unknown-appointment';
  if (visit.status === 'cancelled' || visit.status === 'noshow') return 'appointment-closed';
  if (seriesOf(visit, world)?.isEnded === false) return 'already-exists';
  // Another desk has moved it since the person saw when it is.
  if (formatWall(wallAt(visit.start, zoneClock(draft.zone))) !== draft.start) return 'changed-meanwhile';
  return occurrenceNamed(virtualPattern(draft), mustBeWall(draft.start)) === null ? 'not-an-occurrence' : null;
}

/** The visit stays what it is, as the first date: an exception from the beginning. */
export function exceptionFor({ start, adopts }: Adopting): BookedSeries['exceptions'] {
  return [{ recurrenceId: start, appointmentId: adopts }];
}

/** A series that was taken back, and kept the visit, lets go of it (I14). */
export function releasedBy(adopts: string, world: World, { now }: Context): readonly Change[] {
  const visit = world.find('appointments', adopts);
  const series = visit === null ? null : seriesOf(visit, world);
  if (series === null) return [];
  const others = series.exceptions.filter(({ appointmentId }) => appointmentId !== adopts);
  const document = { ...endedSeries(series, others), version: series.version + 1, updatedAt: now };
  return [{ collection: 'series', document }];
}

function seriesOf({ occurrence }: Appointment, world: World): BookedSeries | null {
  return occurrence === undefined ? null : world.find('series', occurrence.seriesId);
}
