import type { Appointment } from '#shared/scheduling/appointment.ts';
import { nextOccurrences } from '#shared/scheduling/recurrence/occurrences.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { occurrenceId } from '#shared/scheduling/series/series-id.ts';
import { wholePattern } from '#shared/scheduling/series/series-pattern.ts';
import type { World } from '#shared/scheduling/world.ts';
import type { Instant } from '#shared/time/instant.ts';
import { formatWall, mustBeWall } from '#shared/time/wall.ts';
import { saysTheSame } from '#renderer/appointments/series/says-the-same.ts';

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
  readonly seriesId: string;
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

/** Every date of these series in their order, 730 of each at most, with what became of each. */
export function seriesDates(all: readonly BookedSeries[], world: Pick<World, 'find'>, now: Instant): SeriesDates {
  const each = all.map((series) => datesOf(series, world, now));
  return {
    dates: each.flatMap(({ dates }) => dates).toSorted((a, b) => a.start - b.start),
    isAll: each.every(({ isAll }) => isAll),
  };
}

function datesOf(series: BookedSeries, world: Pick<World, 'find'>, now: Instant): SeriesDates {
  const first = [series.start, ...series.added].toSorted()[0] ?? series.start;
  const found = nextOccurrences(wholePattern(series), mustBeWall(first));
  if (!found.ok) return { dates: [], isAll: true };
  const exceptions = new Map(series.exceptions.map((one) => [one.recurrenceId, one.appointmentId]));
  const dates = found.value.occurrences.flatMap(({ recurrenceId, start }): SeriesDate[] => {
    const name = formatWall(recurrenceId);
    const appointmentId = exceptions.get(name);
    const base = { seriesId: series.id, recurrenceId: name };
    // What an ended series begins with is none of its dates.
    if (appointmentId === undefined && series.isEnded) return [];
    if (appointmentId === undefined) {
      const state = start < now ? 'over' : start >= series.claimedUntil ? 'unreserved' : 'booked';
      return [{ ...base, appointmentId: occurrenceId(series.id, recurrenceId), start, state }];
    }
    const appointment = world.find('appointments', appointmentId);
    if (appointment === null) return [{ ...base, appointmentId, start, state: 'changed' }];
    return [
      { ...base, appointmentId, start: appointment.start, state: stateOf(appointment, series, { byRule: start, now }) },
    ];
  });
  return { dates, isAll: found.value.isAll };
}

type Times = { readonly byRule: Instant; readonly now: Instant };

function stateOf(appointment: Appointment, series: BookedSeries, { byRule, now }: Times): DateState {
  const { status, displacement, start } = appointment;
  if (status === 'cancelled') return 'cancelled';
  if (displacement !== null && displacement.settled === undefined) return 'waiting';
  if (status === 'arrived' || status === 'checked-in' || status === 'fulfilled' || status === 'noshow') return 'begun';
  if (start !== byRule) return 'moved';
  if (!saysTheSame(appointment, series)) return 'changed';
  return start < now ? 'over' : 'booked';
}

/** Where a change divides the dates: this series goes on from it, or goes on as another from there. */
export type Turn = { readonly kind: 'goesOn' | 'changes'; readonly at: Instant; readonly count: number };

export function turnOf({ dates }: SeriesDates, seriesId: string): Turn | null {
  const own = dates.filter((date) => date.seriesId === seriesId);
  const [first, last] = [own[0], own.at(-1)];
  if (first === undefined || last === undefined) return null;
  const before = dates.filter((date) => date.seriesId !== seriesId && date.start < first.start).length;
  if (before > 0) return { kind: 'goesOn', at: first.start, count: before };
  const after = dates.filter((date) => date.seriesId !== seriesId && date.start > last.start);
  return after[0] === undefined ? null : { kind: 'changes', at: after[0].start, count: after.length };
}

/** `4` of the fourth date; null for one that the series does not name any more. */
export function placeInSeries({ dates }: SeriesDates, appointmentId: string): number | null {
  const index = dates.findIndex((date) => date.appointmentId === appointmentId);
  return index === -1 ? null : index + 1;
}
