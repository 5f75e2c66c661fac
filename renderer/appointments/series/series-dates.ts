import type { Appointment } from '#shared/scheduling/appointment.ts';
import { nextOccurrences } from '#shared/scheduling/recurrence/occurrences.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { occurrenceId } from '#shared/scheduling/series/series-id.ts';
import { wholePattern } from '#shared/scheduling/series/series-pattern.ts';
import type { World } from '#shared/scheduling/world.ts';
import type { Instant } from '#shared/time/instant.ts';
import { formatWall, mustBeWall } from '#shared/time/wall.ts';

export type DateState =
  | 'booked'
  | 'over'
  /** Further ahead than occurrences hold their resources (SR4). */
  | 'unreserved'
  | 'changed'
  | 'moved'
  | 'waiting'
  | 'cancelled'
  | 'begun';

/** One date of a series that is booked. */
export type SeriesDate = {
  readonly recurrenceId: string;
  readonly appointmentId: string;
  /** Where it is now; where the rule put it, when the desk does not carry the appointment. */
  readonly start: Instant;
  readonly state: DateState;
};

export type SeriesDates = {
  readonly dates: readonly SeriesDate[];
  /** There are no others after these. */
  readonly isAll: boolean;
};

/** Every date of the series in the order of its rule, 730 at most, with what became of each. */
export function seriesDates(series: BookedSeries, world: Pick<World, 'find'>, now: Instant): SeriesDates {
  const first = [series.start, ...series.added].toSorted()[0] ?? series.start;
  const found = nextOccurrences(wholePattern(series), mustBeWall(first));
  if (!found.ok) return { dates: [], isAll: true };
  const exceptions = new Map(series.exceptions.map((one) => [one.recurrenceId, one.appointmentId]));
  const dates = found.value.occurrences.map(({ recurrenceId, start }): SeriesDate => {
    const name = formatWall(recurrenceId);
    const appointmentId = exceptions.get(name);
    if (appointmentId === undefined) {
      const state = start < now ? 'over' : start >= series.claimedUntil ? 'unreserved' : 'booked';
      return { recurrenceId: name, appointmentId: occurrenceId(series.id, recurrenceId), start, state };
    }
    const appointment = world.find('appointments', appointmentId);
    if (appointment === null) return { recurrenceId: name, appointmentId, start, state: 'changed' };
    return { recurrenceId: name, appointmentId, start: appointment.start, state: stateOf(appointment, start) };
  });
  return { dates: dates.toSorted((a, b) => (a.recurrenceId < b.recurrenceId ? -1 : 1)), isAll: found.value.isAll };
}

function stateOf({ status, displacement, start }: Appointment, byRule: Instant): DateState {
  if (status === 'cancelled') return 'cancelled';
  if (displacement !== null && displacement.settled === undefined) return 'waiting';
  if (status === 'arrived' || status === 'checked-in' || status === 'fulfilled' || status === 'noshow') return 'begun';
  return start === byRule ? 'changed' : 'moved';
}

/** `4` of the fourth date; null for one that the series does not name any more. */
export function placeInSeries({ dates }: SeriesDates, appointmentId: string): number | null {
  const index = dates.findIndex((date) => date.appointmentId === appointmentId);
  return index === -1 ? null : index + 1;
}
