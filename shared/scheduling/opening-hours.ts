import { dayHours, exceptionOn, type WorkPattern } from '#shared/scheduling/availability/day-hours.ts';
import type { Location } from '#shared/scheduling/location.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import { type Interval, overlaps } from '#shared/time/interval.ts';
import { instantAtMinute } from '#shared/time/clock-change.ts';
import { addDays, type LocalDate, localDate } from '#shared/time/local.ts';
import type { ZoneId } from '#shared/time/zone.ts';

/** Wall-clock hours with the zone that they are meant in. */
export type Hours = WorkPattern & { readonly zone: ZoneId };

/** When the location is open. One without any hours has not told them yet, and is treated as always open. */
export function locationHours({ hours, zone, closures, holidays }: Location): Hours {
  return { hours: hours.length === 0 ? null : hours, zone, closures, holidays };
}

/**
 * When the resource is on duty: its own hours, or those of its location. No spans of its own: never. Approved time off is
 * not in it: that holds the time itself, as blocks do.
 */
export function resourceHours({ hours, templates, exceptions }: Resource, location: Location): Hours {
  const house = locationHours(location);
  return { ...house, hours: hours ?? house.hours, templates, exceptions };
}

/** The open stretches that begin on this local date, sorted and joined; on clock-change days as long as they really are. */
export function openIntervals(hours: Hours, date: LocalDate): readonly Interval[] {
  const { zone } = hours;
  const clock = { zone, disambiguation: exceptionOn(hours, date)?.disambiguation };
  const spans = dayHours(hours, date).map(({ fromMinute, toMinute }) => ({
    start: instantAtMinute(date, fromMinute, clock),
    end: instantAtMinute(date, toMinute, clock),
  }));
  // Of a day that a zone leaves out (Apia, 2011-12-30) the wall times are those of the next one.
  const first = spans[0];
  if (first !== undefined && localDate(first.start, zone) !== date) return [];
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
