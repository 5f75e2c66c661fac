import { timezoneLines } from '#shared/calendars/write-timezone.ts';
import type { Series, SeriesException } from '#shared/scheduling/recurrence/series.ts';
import { type Instant, instant } from '#shared/time/instant.ts';
import { DAY_MS, mustBeWall } from '#shared/time/wall.ts';
import { resolveWall } from '#shared/time/wall-clock.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';

/** What people read of an event; empty ones are left out. */
export type WrittenWords = { readonly summary: string; readonly description: string; readonly location: string };

/** Something to write as VEVENTs: a series without rules is a single visit. */
export type WrittenEvent = WrittenWords & {
  readonly uid: string;
  readonly status: 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED';
  readonly sequence: number;
  readonly series: Series;
  /** By RECURRENCE-ID, of changed exceptions: what is not as the series has it. */
  readonly changes?: ReadonlyMap<string, WrittenChange>;
};

export type WrittenChange = WrittenWords &
  Pick<WrittenEvent, 'status' | 'sequence'> & {
    /** Written in UTC where the series' wall shows it a second time. */
    readonly startsAt: Instant;
  };

export type WrittenCalendar = {
  readonly name: string;
  readonly events: readonly WrittenEvent[];
  /** DTSTAMP: when it was written. */
  readonly now: Instant;
  /** Up to when the zones' clock changes are told; five years after `now` or the first event unless given. */
  readonly zonesUntil?: Instant;
};

const ROLLING_YEARS = 5;

/** The calendar as iCalendar text (RFC 5545) which reads back as the same occurrences. */
export function writeCalendar({ name, events, now, zonesUntil = now }: WrittenCalendar): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Frontdesk//Frontdesk//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(name)}`,
    ...zoneLines(events, zonesUntil),
    ...events.flatMap((event) => eventLines(event, now)),
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

function zoneLines(events: readonly WrittenEvent[], until: Instant): readonly string[] {
  const firstByZone = new Map<ZoneId, number>();
  for (const { series } of events) {
    const start = Math.min(...[series.start, ...series.added].map(mustBeWall));
    firstByZone.set(series.zone, Math.min(firstByZone.get(series.zone) ?? start, start));
  }
  return [...firstByZone].flatMap(([zone, first]) =>
    zone === 'UTC'
      ? []
      : timezoneLines(zone, {
          from: instant(first - 366 * DAY_MS),
          to: instant(Math.max(until, first) + ROLLING_YEARS * 366 * DAY_MS),
        }),
  );
}

function eventLines(event: WrittenEvent, now: Instant): readonly string[] {
  const { series } = event;
  const cancelled = series.exceptions
    .filter(({ kind }) => kind === 'cancelled')
    .map(({ recurrenceId }) => recurrenceId);
  const excluded = [...series.excluded, ...cancelled].map((one) => `EXDATE${zoned(series, one)}`);
  const main = [
    ...headLines(event, now),
    `DTSTART${zoned(series, series.start)}`,
    `DURATION:${durationText(series.minutes)}`,
    ...series.rules.map((rule) => `RRULE:${rule.replace(/[\r\n]/g, '')}`),
    ...series.added.map((one) => `RDATE${zoned(series, one)}`),
    ...excluded,
    `STATUS:${event.status}`,
    'END:VEVENT',
  ];
  return [...main, ...series.exceptions.flatMap((exception) => exceptionLines(event, exception, now))];
}

function exceptionLines(event: WrittenEvent, exception: SeriesException, now: Instant): readonly string[] {
  if (exception.kind === 'cancelled') return [];
  const change = event.changes?.get(exception.recurrenceId);
  const told = { ...event, ...change };
  return [
    ...headLines(told, now),
    `RECURRENCE-ID${zoned(event.series, exception.recurrenceId)}`,
    `DTSTART${changedStart(event.series, exception.start, change?.startsAt)}`,
    `DURATION:${durationText(exception.minutes)}`,
    `STATUS:${told.status}`,
    'END:VEVENT',
  ];
}

function changedStart(series: Series, start: string, startsAt: Instant | undefined): string {
  const byWall = resolveWall(mustBeWall(start), zoneClock(series.zone)).instant;
  return startsAt === undefined || startsAt === byWall ? zoned(series, start) : `:${basic(startsAt)}Z`;
}

function headLines({ uid, summary, description, location, sequence }: WrittenEvent, now: Instant): readonly string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(uid)}`,
    `DTSTAMP:${basic(now)}Z`,
    `SEQUENCE:${sequence}`,
    `SUMMARY:${escapeText(summary)}`,
    ...(description === '' ? [] : [`DESCRIPTION:${escapeText(description)}`]),
    ...(location === '' ? [] : [`LOCATION:${escapeText(location)}`]),
  ];
}

/** `;TZID=Europe/Berlin:20260106T090000`, or in UTC where that is the zone. */
function zoned({ zone }: Series, local: string): string {
  const at = mustBeWall(local);
  if (zone === 'UTC') return `:${basic(resolveWall(at, zoneClock(zone)).instant ?? instant(at))}Z`;
  return `;TZID=${zone}:${basic(at)}`;
}

function basic(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '');
}

/** Hours and minutes, never days: a day of a DURATION may have 23 hours, the minutes of a visit are minutes. */
function durationText(minutes: number): string {
  const seconds = Math.round(minutes * 60);
  const rest = seconds % 60 === 0 ? '' : `${seconds % 60}S`;
  return `PT${Math.floor(seconds / 3_600)}H${Math.floor(seconds / 60) % 60}M${rest}`;
}

/** No text of a person ends a line, so none begins a property (RFC 5545, 3.3.11); control characters are left out. */
export function escapeText(text: string): string {
  const lines = text.replace(/[\\;,]/g, (letter) => `\\${letter}`).replace(/\r\n|\r|\n|\u2028|\u2029|\u0085/g, '\\n');
  return [...lines].filter((letter) => letter === '\t' || (letter >= ' ' && letter !== '\u007F')).join('');
}

/** At most 75 octets a line, whole characters only (RFC 5545, 3.1). */
function folded(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character.codePointAt(0) ?? 0);
    if (octets + size > 74) {
      pieces.push(piece);
      piece = '';
      octets = 0;
    }
    piece += character;
    octets += size;
  }
  return [...pieces, piece].join('\r\n ');
}

function octetsOf(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
