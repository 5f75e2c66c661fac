import { type Component, propertiesOf, propertyOf } from '#shared/calendars/component-tree.ts';
import { fixedClock, observanceClock, offsetOf } from '#shared/calendars/observance-clock.ts';
import { comparedZones, windowsZone } from '#shared/calendars/windows-zones.ts';
import { instant } from '#shared/time/instant.ts';
import { DAY_MS } from '#shared/time/wall.ts';
import type { WallClock } from '#shared/time/wall-clock.ts';
import { parseZone, type ZoneId } from '#shared/time/zone.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';

/** Which clocks a time of a file is meant on. */
export type ZoneReading = {
  /** As the file names it; empty for none. */
  readonly name: string;
  /** Null when no IANA zone is meant: the file's own rules, an offset, or any wall at all. */
  readonly zone: ZoneId | null;
  readonly clock: WallClock;
  readonly via:
    | 'name'
    | 'location'
    | 'windows'
    | 'rules'
    | 'own-rules'
    | 'offset'
    | 'calendar'
    | 'floating'
    | 'unknown';
};

/** Reads TZIDs with one file's VTIMEZONEs; `year` is one in which the zone is used, for comparing rules. */
export type ZoneReader = (tzid: string | null, year: number) => ZoneReading;

export function zoneReader(calendar: Component): ZoneReader {
  const timezones = new Map<string, Component>();
  for (const component of calendar.components) {
    if (component.name === 'VTIMEZONE') timezones.set(propertyOf(component, 'TZID')?.value.trim() ?? '', component);
  }
  const [calendarZone] = propertiesOf(calendar, 'X-WR-TIMEZONE').flatMap(({ value }) => named(value.trim()) ?? []);
  const known = new Map<string, ZoneReading>();
  return (tzid, year) => {
    // Exchange writes an empty TZID, sometimes with a VTIMEZONE of that name.
    const isNamed = tzid !== null && (tzid !== '' || timezones.has(''));
    if (!isNamed) return calendarZone === undefined ? floating : { ...iana(calendarZone, ''), via: 'calendar' };
    const seen = known.get(tzid);
    if (seen !== undefined) return seen;
    const reading = read(tzid, timezones.get(tzid) ?? timezones.get(tzid.replaceAll(',', '\\,')), year);
    known.set(tzid, reading);
    return reading;
  };
}

const floating: ZoneReading = { name: '', zone: null, clock: fixedClock(0), via: 'floating' };

function read(tzid: string, timezone: Component | undefined, year: number): ZoneReading {
  const byName = named(tzid);
  if (byName !== null) return { ...iana(byName, tzid), via: 'name' };
  const location = timezone === undefined ? null : propertyOf(timezone, 'X-LIC-LOCATION');
  const byLocation = location === null ? null : named(location.value.trim());
  if (byLocation !== null) return { ...iana(byLocation, tzid), via: 'location' };
  const windows = windowsZone(tzid);
  const byWindows = windows === null ? null : parseZone(windows);
  if (byWindows !== null) return { ...iana(byWindows, tzid), via: 'windows' };
  const clock = timezone === undefined ? null : observanceClock(timezone);
  if (clock !== null) {
    const same = likeliest(tzid).find((zone) => isSame(clock, zoneClock(zone), year));
    return same === undefined
      ? { name: tzid, zone: null, clock, via: 'own-rules' }
      : { ...iana(same, tzid), via: 'rules' };
  }
  const offset = /(?:GMT|UTC)\s*([+-]\d{2}:?\d{2})/i.exec(tzid)?.[1];
  const ms = offset === undefined ? null : offsetOf(offset);
  if (ms !== null) return { name: tzid, zone: null, clock: fixedClock(ms), via: 'offset' };
  return { ...floating, name: tzid, via: 'unknown' };
}

function iana(zone: ZoneId, name: string): Omit<ZoneReading, 'via'> {
  return { name, zone, clock: zoneClock(zone) };
}

/** `America/Chicago`, also at the end of a longer path such as `/softwarestudio.org/Tzfile/America/Chicago`. */
function named(tzid: string): ZoneId | null {
  const parts = tzid.replace(/^\//, '').split('/');
  for (let from = 0; from < parts.length; from += 1) {
    // A lone last part of a path is no zone's name: `x/Japan` is not meant.
    if (from > 0 && parts.length - from < 2) return null;
    const zone = parseZone(parts.slice(from).join('/'));
    if (zone !== null) return zone;
  }
  return null;
}

/** The zones to compare rules with, those first whose city the name has: `Kuala Lumpur, Singapore`. */
function likeliest(tzid: string): readonly ZoneId[] {
  const zones = comparedZones.map(parseZone).filter((zone) => zone !== null);
  const isNamed = (zone: ZoneId): boolean => tzid.includes((zone.split('/').at(-1) ?? zone).replaceAll('_', ' '));
  return [...zones.filter(isNamed), ...zones.filter((zone) => !isNamed(zone))];
}

/** Whether both show the same all through the year and the next. */
function isSame(a: WallClock, b: WallClock, year: number): boolean {
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 2, 0, 1); at += DAY_MS) {
    if (a.offsetAt(instant(at)) !== b.offsetAt(instant(at))) return false;
  }
  return true;
}
