import { must } from '#shared/lib/must.ts';
import type { Collection } from '#shared/scheduling/world.ts';
import type { Instant } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import { addDays, dayInterval, localDate, type LocalDate, weekday } from '#shared/time/local.ts';
import { parseZone } from '#shared/time/zone.ts';

/** Collections of which a desk holds only some weeks (PL4). */
export type WindowedCollection = 'appointments' | 'blocks';

const daysBack = 14;
const daysAhead = 120;
const utc = must(parseZone('UTC'), 'UTC is a zone');

export function isWindowed(collection: Collection): collection is WindowedCollection {
  return collection === 'appointments' || collection === 'blocks';
}

/** Monday of the current ISO week in UTC: the window moves once a week, not with every pull. */
export function anchorOf(now: Instant): LocalDate {
  const today = localDate(now, utc);
  return addDays(today, 1 - weekday(today));
}

/** The time whose appointments and blocks every desk carries with it. */
export function keptWindow(anchor: LocalDate): Interval {
  return {
    start: dayInterval(addDays(anchor, -daysBack), utc).start,
    end: dayInterval(addDays(anchor, daysAhead), utc).start,
  };
}
