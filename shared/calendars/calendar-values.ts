import type { Property } from '#shared/calendars/content-lines.ts';
import { type Instant, instant } from '#shared/time/instant.ts';
import { DAY_MS, parseWall, type Wall } from '#shared/time/wall.ts';

/** A DATE or DATE-TIME value (RFC 5545, 3.3.4 and 3.3.5) before its zone is known. */
export type Moment =
  | { readonly kind: 'date'; readonly at: Wall }
  | { readonly kind: 'utc'; readonly at: Instant }
  /** `zone` is the TZID; null is floating: the same on every wall. */
  | { readonly kind: 'local'; readonly at: Wall; readonly zone: string | null };

/** A DURATION: days follow the wall, the rest is exact time. */
export type Duration = { readonly days: number; readonly ms: number };

/** A DATE, DATE-TIME or, in RDATE, PERIOD value. */
export type Span = { readonly start: Moment; readonly end: Moment | Duration | null };

const LONGEST_DAYS = 36_525;

/** The value of DTSTART, DTEND or RECURRENCE-ID; null when it is none. */
export function readMoment(property: Property): Moment | null {
  return momentOf(property.value.trim(), property);
}

/** The values of EXDATE or RDATE; those that are none are null. */
export function readSpans(property: Property): readonly (Span | null)[] {
  return property.value
    .split(',')
    .filter((text) => text.trim() !== '')
    .map((text) => spanOf(text.trim(), property));
}

function spanOf(text: string, property: Property): Span | null {
  const [from = '', to] = text.split('/', 2);
  const start = momentOf(from, property);
  if (start === null) return null;
  if (to === undefined) return { start, end: null };
  const end =
    to.startsWith('P') || to.startsWith('-') || to.startsWith('+') ? readDuration(to) : momentOf(to, property);
  return end === null ? null : { start, end };
}

function momentOf(text: string, { params }: Property): Moment | null {
  // Google writes dates as `20131210Z`.
  const isUtc = /T\d{6}Z$/i.test(text);
  const at = parseWall(text.replace(/Z$/i, ''));
  if (at === null) return null;
  if (!/T/i.test(text) || params.get('VALUE') === 'DATE') return { kind: 'date', at: startOfDay(at) };
  // UTC's walls show its instants.
  return isUtc ? { kind: 'utc', at: instant(at) } : { kind: 'local', at, zone: params.get('TZID')?.trim() ?? null };
}

function startOfDay(at: Wall): Wall {
  // Arithmetic on a branded number.
  return (Math.floor(at / DAY_MS) * DAY_MS) as Wall;
}

/** `P1DT2H30M`, `-PT15M`, `P2W`; null when it is none. */
export function readDuration(text: string): Duration | null {
  const match = /^([+-])?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i.exec(text.trim());
  if (match === null || /[PT]$/i.test(text.trim())) return null;
  const sign = match[1] === '-' ? -1 : 1;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(2).map((part) => Number(part ?? 0));
  const length = { days: sign * (weeks * 7 + days), ms: sign * ((hours * 60 + minutes) * 60 + seconds) * 1_000 };
  // Further than any calendar goes, and than clocks can be asked about.
  return Math.abs(length.days) + Math.abs(length.ms) / DAY_MS > LONGEST_DAYS ? null : length;
}
