import type { CalendarEvent } from '#shared/calendars/calendar-event.ts';
import { type Instant, instant } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import { addDays, dayInterval, localDate } from '#shared/time/local.ts';
import { DAY_MS, formatWallDate, type Wall, wall } from '#shared/time/wall.ts';
import { resolveWall } from '#shared/time/wall-clock.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';

/** When the event is; a day is the whole local day of the location, a floating time one on the location's wall (IC10). */
export function eventSpan(event: CalendarEvent, location: ZoneId): Interval {
  const { start, length } = event;
  if (event.isAllDay) {
    const last = wall(start + Math.max(1, length.days) * DAY_MS - DAY_MS);
    return {
      start: dayInterval(formatWallDate(start), location).start,
      end: dayInterval(formatWallDate(last), location).end,
    };
  }
  const clock = event.zone.via === 'floating' ? zoneClock(location) : event.zone.clock;
  const at = (of: Wall): Instant => resolveWall(of, clock).instant ?? instant(of);
  const begin = at(start);
  const days = length.days === 0 ? begin : at(wall(start + length.days * DAY_MS));
  return { start: begin, end: instant(days + length.ms) };
}

const LONGEST_MS = DAY_MS;

/** Nothing that is booked lasts longer than a day: longer ones are divided at the location's midnights. */
export function dailyPieces(span: Interval, zone: ZoneId): readonly Interval[] {
  if (span.end - span.start <= LONGEST_MS) return [span];
  const pieces: Interval[] = [];
  for (let start = span.start; start < span.end;) {
    const midnight = dayInterval(addDays(localDate(start, zone), 1), zone).start;
    const end = instant(Math.min(span.end, midnight, start + LONGEST_MS));
    pieces.push({ start, end });
    start = end;
  }
  return pieces;
}
