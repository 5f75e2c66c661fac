import type { Instant } from '#shared/time/instant.ts';
import { parseZone } from '#shared/time/zone.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';
import { must } from '#shared/lib/must.ts';

const HOUR_MS = 3_600_000;

/** From a moment on, the clocks of a zone are not what they were thought to be: a government has decided otherwise. */
export function changeZoneRules(zone: string, from: Instant): () => void {
  const clock = zoneClock(must(parseZone(zone), 'a zone'));
  const known = clock.offsetAt;
  // Everybody shares this clock, as everybody shares the tables of one version.
  Object.assign(clock, { offsetAt: (at: Instant) => known(at) + (at >= from ? HOUR_MS : 0) });
  return () => void Object.assign(clock, { offsetAt: known });
}
