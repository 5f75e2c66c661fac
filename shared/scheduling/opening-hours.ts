import type { Location } from '#shared/scheduling/location.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import type { WeeklyHours } from '#shared/scheduling/weekly-hours.ts';
import { type Interval, overlaps } from '#shared/time/interval.ts';
import { addDays, atLocalMinute, dayInterval, type LocalDate, localDate, weekday } from '#shared/time/local.ts';
import type { ZoneId } from '#shared/time/zone.ts';

/** Wall-clock hours with the zone that they are meant in; `hours: null` is open round the clock. */
export type Hours = { readonly hours: WeeklyHours | null; readonly zone: ZoneId };

/** When the location is open. One without any hours has not told them yet, and is treated as always open. */
export function locationHours({ hours, zone }: Location): Hours {
  return { hours: hours.length === 0 ? null : hours, zone };
}

/** When the resource is on duty: its own hours, or those of its location. No spans of its own: never. */
export function resourceHours(resource: Resource, location: Location): Hours {
  return resource.hours === null ? locationHours(location) : { hours: resource.hours, zone: location.zone };
}

/** The open stretches that begin on this local date, sorted and joined; on clock-change days as long as they really are. */
export function openIntervals({ hours, zone }: Hours, date: LocalDate): readonly Interval[] {
  if (hours === null) return [dayInterval(date, zone)];
  const day = weekday(date);
  const spans = hours
    .filter((span) => span.weekday === day)
    .map((span) => ({
      start: atLocalMinute(date, span.fromMinute, zone),
      end: atLocalMinute(date, span.toMinute, zone),
    }));
  return joined(spans.filter((span) => span.start < span.end));
}

/** The open stretches that overlap the window, also those that run through midnight. */
export function openWithin(hours: Hours, window: Interval): readonly Interval[] {
  const last = addDays(localDate(window.end, hours.zone), 1);
  const spans: Interval[] = [];
  for (let date = addDays(localDate(window.start, hours.zone), -1); date <= last; date = addDays(date, 1)) {
    spans.push(...openIntervals(hours, date));
  }
  return joined(spans).filter((span) => overlaps(span, window));
}

/** Whether all of the interval is open. */
export function isOpenThroughout(hours: Hours, interval: Interval): boolean {
  return openWithin(hours, interval).some((span) => span.start <= interval.start && interval.end <= span.end);
}

/** Sorted, and touching or overlapping ones made one. */
function joined(spans: readonly Interval[]): readonly Interval[] {
  const result: Interval[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last !== undefined && span.start <= last.end) {
      result[result.length - 1] = { start: last.start, end: last.end > span.end ? last.end : span.end };
    } else result.push(span);
  }
  return result;
}
