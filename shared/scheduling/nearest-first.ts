import { type Instant, minutesBetween, plusMinutes } from '#shared/time/instant.ts';
import { snapUp } from '#shared/time/snap.ts';
import { localMinute } from '#shared/time/local.ts';
import type { ZoneId } from '#shared/time/zone.ts';

const SEARCH_MINUTES = 4 * 24 * 60;

/**
 * Starts around the wanted one, nearest first, later before earlier, none before `now`, up to four days away. On quarter
 * hours when the wish was on one, else every five minutes.
 */
export function* nearestFirst(wanted: Instant, now: Instant, zone: ZoneId): Generator<Instant> {
  const step = localMinute(wanted, zone) % 15 === 0 ? 15 : 5;
  const centre = wanted >= now ? wanted : snapUp(now, step, zone);
  if (centre !== wanted) yield centre;
  const back = Math.floor(minutesBetween(now, centre) / step);
  for (let away = 1; away * step <= SEARCH_MINUTES; away += 1) {
    yield plusMinutes(centre, away * step);
    if (away <= back) yield plusMinutes(centre, -away * step);
  }
}
