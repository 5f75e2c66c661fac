import { type Instant, instant } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import { temporal } from '#shared/time/temporal.ts';
import type { ZoneId } from '#shared/time/zone.ts';

/** A calendar day without a zone, `2026-11-21`. */
export type LocalDate = string;

/** How a wall time met the clock changes of its zone. */
export type Resolution = {
  readonly instant: Instant;
  /** `gap`: the wall time did not exist and was moved later; `fold`: it happened twice and `which` was taken. */
  readonly kind: 'exact' | 'gap' | 'fold';
};

/**
 * The instant of a wall time. A time in a gap is shifted later by the length of the gap (RFC 5545); a time
 * that happens twice is the earlier one unless `later` is asked for.
 * @param local `2026-10-25T02:30`, no offset. @returns null when it is not a date that exists (30 February).
 */
export function resolveLocal(local: string, zone: ZoneId, fold: 'earlier' | 'later' = 'earlier'): Resolution | null {
  const plain = parsePlain(local);
  if (plain === null) return null;
  const earlier = plain.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = plain.toZonedDateTime(zone, { disambiguation: 'later' });
  if (earlier.epochMilliseconds === later.epochMilliseconds) {
    return { instant: instant(earlier.epochMilliseconds), kind: 'exact' };
  }
  const isGap = !earlier.toPlainDateTime().equals(plain);
  const chosen = isGap || fold === 'later' ? later : earlier;
  return { instant: instant(chosen.epochMilliseconds), kind: isGap ? 'gap' : 'fold' };
}

function parsePlain(local: string): Temporal.PlainDateTime | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?$/.test(local)) return null;
  try {
    return temporal.PlainDateTime.from(local, { overflow: 'reject' });
  } catch {
    return null;
  }
}

/** The day that a wall calendar in `zone` shows at this instant. */
export function localDate(at: Instant, zone: ZoneId): LocalDate {
  return zoned(at, zone).toPlainDate().toString();
}

/** Minutes since local midnight as a wall clock shows them, 0 to 1439. */
export function localMinute(at: Instant, zone: ZoneId): number {
  const wall = zoned(at, zone);
  return wall.hour * 60 + wall.minute;
}

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export function weekday(date: LocalDate): number {
  return temporal.PlainDate.from(date).dayOfWeek;
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return temporal.PlainDate.from(date).add({ days }).toString();
}

/** From the first instant of the local day to the first of the next: 23, 24 or 25 hours, or what the zone did. */
export function dayInterval(date: LocalDate, zone: ZoneId): Interval {
  return { start: startOfDay(date, zone), end: startOfDay(addDays(date, 1), zone) };
}

/** The instant at `minute` of the local day; a gap is shifted later, a fold is the earlier one. */
export function atLocalMinute(date: LocalDate, minute: number, zone: ZoneId): Instant {
  if (minute >= 1440) return startOfDay(addDays(date, Math.floor(minute / 1440)), zone);
  const time = new temporal.PlainTime(Math.floor(minute / 60), minute % 60);
  const wall = temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: time });
  return instant(wall.epochMilliseconds);
}

function startOfDay(date: LocalDate, zone: ZoneId): Instant {
  return instant(temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds);
}

function zoned(at: Instant, zone: ZoneId): Temporal.ZonedDateTime {
  return temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}
