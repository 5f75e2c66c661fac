import { type Instant, instant } from '#shared/time/instant.ts';
import { dayInterval, localDate } from '#shared/time/local.ts';
import type { ZoneId } from '#shared/time/zone.ts';

/** The first whole multiple of the step, counted from the local midnight, at or after the instant. */
export function snapUp(at: Instant, stepMinutes: number, zone: ZoneId): Instant {
  const midnight = dayInterval(localDate(at, zone), zone).start;
  const stepMs = stepMinutes * 60_000;
  return instant(midnight + Math.ceil((at - midnight) / stepMs) * stepMs);
}
