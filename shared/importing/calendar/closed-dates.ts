import type { Change } from '#shared/commands/decision.ts';
import type { CalendarTarget } from '#shared/importing/calendar/calendar-plan.ts';
import { dayOff } from '#shared/scheduling/availability/day-hours.ts';
import { isOpenThroughout, locationHours, resourceHours } from '#shared/scheduling/opening-hours.ts';
import { virtualWithin } from '#shared/scheduling/series/virtual-occurrences.ts';
import { type Instant, instant } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import { localDate } from '#shared/time/local.ts';
import { DAY_MS } from '#shared/time/wall.ts';

export type ClosedDates = {
  readonly dates: number;
  /** The holidays and closures among them, by name; those without a name are not in it. */
  readonly days: readonly string[];
};

type Around = { readonly target: CalendarTarget; readonly now: Instant };

const MOST_LOOKED_AT = 730;
const LONGEST_LOOK_MS = 731 * DAY_MS;

/** Visits to come that are outside of the hours of the resource; they can be booked all the same. */
export function closedDates(changes: readonly Change[], { target, now }: Around): ClosedDates {
  const { resource, location } = target;
  const closed = visitsOf(changes, now).filter((visit) => !isOpenThroughout(resourceHours(resource, location), visit));
  const names = closed.flatMap(({ start }) => {
    const off = dayOff(locationHours(location), localDate(start, location.zone));
    return off === null ? [] : [off.kind === 'holiday' ? off.name : off.reason];
  });
  return { dates: closed.length, days: [...new Set(names)].filter((name) => name !== '') };
}

function visitsOf(changes: readonly Change[], now: Instant): readonly Interval[] {
  const visits = changes.flatMap((change): readonly Interval[] => {
    if (change.collection === 'series') {
      return virtualWithin(change.document, { start: now, end: instant(now + LONGEST_LOOK_MS) });
    }
    return change.collection === 'appointments' && change.document.status !== 'cancelled' ? [change.document] : [];
  });
  return visits.filter(({ start }) => start >= now).slice(0, MOST_LOOKED_AT);
}
