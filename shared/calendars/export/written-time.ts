import type { Series } from '#shared/scheduling/recurrence/series.ts';
import { type Instant, instant } from '#shared/time/instant.ts';
import { formatWall } from '#shared/time/wall.ts';
import { resolveWall, wallAt } from '#shared/time/wall-clock.ts';
import { parseZone, type ZoneId } from '#shared/time/zone.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';
import { must } from '#shared/lib/must.ts';

export const utc = must(parseZone('UTC'), 'UTC is a zone');

/** Whether the zone's wall names this instant alone, or first: what a reader takes a DTSTART for. */
export function isToldByWall(at: Instant, zone: ZoneId): boolean {
  const clock = zoneClock(zone);
  return resolveWall(wallAt(at, clock), clock).instant === at;
}

/** Something that happens once; in UTC where the zone's wall shows its start a second time. */
export function onceAt(zone: ZoneId, { start, end }: { readonly start: Instant; readonly end: Instant }): Series {
  const whole = instant(Math.floor(start / 1_000) * 1_000);
  const told = isToldByWall(whole, zone) ? zone : utc;
  return {
    zone: told,
    start: formatWall(wallAt(whole, zoneClock(told))),
    minutes: (end - start) / 60_000,
    rules: [],
    added: [],
    excluded: [],
    exceptions: [],
  };
}
