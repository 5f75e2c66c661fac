import { dayHours } from '#shared/scheduling/availability/day-hours.ts';
import { type Hours, openIntervals, resourceHours } from '#shared/scheduling/opening-hours.ts';
import type { World } from '#shared/scheduling/world.ts';
import type { Interval } from '#shared/time/interval.ts';
import { addDays, localDate } from '#shared/time/local.ts';
import { subtract } from '#shared/time/subtract.ts';

/** A stretch of a resource's time. */
export type ResourceTime = Interval & { readonly resourceId: string };

/** What of the window was open and is not any more, in order (AV8). */
export function lostHours(before: Hours, after: Hours, window: Interval): readonly Interval[] {
  const last = addDays(localDate(window.end, before.zone), 1);
  const lost: Interval[] = [];
  for (let date = addDays(localDate(window.start, before.zone), -1); date <= last; date = addDays(date, 1)) {
    if (isSameDay(before, after, date)) continue;
    // A day of another zone lies across two of this one.
    const open = [-1, 0, 1].flatMap((days) => openIntervals(after, addDays(date, days)));
    for (const span of openIntervals(before, date)) lost.push(...subtract(span, open));
  }
  return lost.filter((span) => span.start < window.end && window.start < span.end);
}

function isSameDay(before: Hours, after: Hours, date: string): boolean {
  return before.zone === after.zone && JSON.stringify(dayHours(before, date)) === JSON.stringify(dayHours(after, date));
}

/** The same of these resources, between the world before a change of hours and the one after it. */
export function lostTimeOf(
  resourceIds: readonly string[],
  worlds: { readonly before: World; readonly after: World },
  window: Interval,
): readonly ResourceTime[] {
  return resourceIds.flatMap((resourceId) => {
    const before = hoursIn(worlds.before, resourceId);
    const after = hoursIn(worlds.after, resourceId);
    if (before === null || after === null) return [];
    return lostHours(before, after, window).map((span) => ({ ...span, resourceId }));
  });
}

function hoursIn(world: World, resourceId: string): Hours | null {
  const resource = world.find('resources', resourceId);
  const location = resource === null ? null : world.find('locations', resource.locationId);
  return resource === null || location === null ? null : resourceHours(resource, location);
}
