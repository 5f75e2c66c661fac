import { dayHours } from '#shared/scheduling/availability/day-hours.ts';
import type { Location } from '#shared/scheduling/location.ts';
import { type Hours, locationHours, openWithin, resourceHours } from '#shared/scheduling/opening-hours.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import type { WeeklyHours } from '#shared/scheduling/weekly-hours.ts';
import { instant } from '#shared/time/instant.ts';
import { type Interval, overlaps } from '#shared/time/interval.ts';
import { addDays, dayInterval, type LocalDate, localDate, localMinute, weekday } from '#shared/time/local.ts';
import type { ZoneId } from '#shared/time/zone.ts';

/** A range of wall-clock minutes that is shown of every day. */
export type VisibleHours = { readonly fromMinute: number; readonly toMinute: number };

const WHOLE_DAY: VisibleHours = { fromMinute: 0, toMinute: 1440 };
const OFFICE: VisibleHours = { fromMinute: 480, toMinute: 1080 };

/** The days on the screen, at most a week of them, as the calendar of the shown zone has them. */
export type ShownDays = {
  readonly zone: ZoneId;
  readonly days: readonly { readonly date: LocalDate; readonly interval: Interval }[];
};

export function shownDaysOf(dates: readonly LocalDate[], zone: ZoneId): ShownDays {
  return { zone, days: dates.map((date) => ({ date, interval: dayInterval(date, zone) })) };
}

/** When the resource is on duty on these days, by their weekdays and on the wall of the shown zone. */
export function hoursOf(resource: Resource, location: Location, shown: ShownDays): WeeklyHours {
  return weekOf(resourceHours(resource, location), shown);
}

/** When the house is open on these days. One that has not told its hours tells the screen nothing. */
export function houseHours(location: Location, shown: ShownDays): WeeklyHours {
  return weekOf({ ...locationHours(location), hours: location.hours }, shown);
}

function weekOf(hours: Hours, shown: ShownDays): WeeklyHours {
  if (hours.zone !== shown.zone) return seenFromElsewhere(hours, shown);
  return shown.days.flatMap(({ date }) => {
    const day = weekday(date);
    return dayHours(hours, date).map((span) => ({ ...span, weekday: day }));
  });
}

/** A day of the location lies across two of another zone. */
function seenFromElsewhere(hours: Hours, { zone, days }: ShownDays): WeeklyHours {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const open = openWithin(hours, { start: first.interval.start, end: last.interval.end });
  return days.flatMap(({ date, interval }) =>
    open
      .filter((span) => overlaps(span, interval))
      .map(({ start, end }) => ({
        weekday: weekday(date),
        fromMinute: start <= interval.start ? 0 : localMinute(start, zone),
        toMinute: end >= interval.end ? 1440 : localMinute(end, zone),
      }))
      // Within the hour that the clocks show twice the end may read earlier.
      .filter(({ fromMinute, toMinute }) => fromMinute < toMinute),
  );
}

/**
 * The hour before the longest stretch of the first day begins. By another clock a day may begin with the end of an
 * evening, and what people look for comes many hours later. Null where nothing is open.
 */
export function mainOpening(open: WeeklyHours, { days: [first] }: ShownDays): number | null {
  if (first === undefined) return null;
  const spans = open.filter((span) => span.weekday === weekday(first.date));
  const [longest] = spans.toSorted((a, b) => b.toMinute - b.fromMinute - (a.toMinute - a.fromMinute));
  return longest === undefined ? null : Math.max(0, Math.floor(longest.fromMinute / 60) * 60 - 60);
}

export function daysFrom(first: LocalDate, count: number): readonly LocalDate[] {
  return Array.from({ length: count }, (_, at) => addDays(first, at));
}

/** Monday of the week that the day is in. */
export function mondayOf(date: LocalDate): LocalDate {
  return addDays(date, 1 - weekday(date));
}

/**
 * From an hour before the earliest opening to an hour after the latest closing of these days, in whole hours, widened
 * for what is booked outside.
 */
export function visibleHours(
  open: readonly WeeklyHours[],
  days: readonly LocalDate[],
  booked: readonly Interval[],
  zone: ZoneId,
): VisibleHours {
  const weekdays = new Set(days.map(weekday));
  const spans = open.flat().filter((span) => weekdays.has(span.weekday));
  const outside = booked.map((interval) => wallMinutes(interval, zone));
  const padded = spans.map((span) => ({ fromMinute: span.fromMinute - 60, toMinute: span.toMinute + 60 }));
  const all = [...padded, ...outside];
  if (all.length === 0) return OFFICE;
  const from = Math.min(...all.map((span) => span.fromMinute));
  const to = Math.max(...all.map((span) => span.toMinute));
  return { fromMinute: Math.max(0, Math.floor(from / 60) * 60), toMinute: Math.min(1440, Math.ceil(to / 60) * 60) };
}

function wallMinutes({ start, end }: Interval, zone: ZoneId): VisibleHours {
  const isOneDay = localDate(start, zone) === localDate(instant(end - 1), zone);
  if (!isOneDay) return WHOLE_DAY;
  const toMinute = localMinute(end, zone);
  const fromMinute = localMinute(start, zone);
  // Across a clock change the end may read earlier than the start.
  return toMinute > fromMinute || toMinute === 0 ? { fromMinute, toMinute: toMinute || 1440 } : WHOLE_DAY;
}
