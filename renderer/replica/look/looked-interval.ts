import { EARLIEST, instant, LATEST, plusMinutes } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';

/** A week with a clock change and this much on both sides is still within the server's limit (RG2). */
const MARGIN_MINUTES = 8 * 60;

/**
 * What to ask the server for when a person looks at this interval: a little more, so that a buffer or a night that
 * reaches into it is known too. Null where the desk has everything, or where nothing can be booked (F11).
 */
export function lookedInterval(interval: Interval, kept: Interval): Interval | null {
  if (isWithin(interval, kept)) return null;
  const start = instant(Math.max(EARLIEST, plusMinutes(interval.start, -MARGIN_MINUTES)));
  const end = instant(Math.min(LATEST, plusMinutes(interval.end, MARGIN_MINUTES)));
  return start < end ? { start, end } : null;
}

export function isWithin(inner: Interval, outer: Interval): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
