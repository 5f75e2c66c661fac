import {
  type Duration,
  type Moment,
  readDuration,
  readMoment,
  readSpans,
  type Span,
} from '#shared/calendars/calendar-values.ts';
import type { ZoneReader, ZoneReading } from '#shared/calendars/calendar-zones.ts';
import { type Component, propertiesOf, propertyOf } from '#shared/calendars/component-tree.ts';
import { type FileProblem, type Property, unescapeText } from '#shared/calendars/content-lines.ts';
import { instant } from '#shared/time/instant.ts';
import { DAY_MS, type Wall, wall } from '#shared/time/wall.ts';
import { resolveWall, wallAt, type WallClock } from '#shared/time/wall-clock.ts';

/** One VEVENT with its times on the wall of its own zone. */
export type CalendarEvent = {
  readonly uid: string;
  readonly summary: string;
  readonly status: string;
  readonly sequence: number;
  readonly line: number;
  readonly zone: ZoneReading;
  /** The whole day or days; its times are midnights and belong to no zone. */
  readonly isAllDay: boolean;
  readonly start: Wall;
  readonly length: Duration;
  readonly rules: readonly string[];
  readonly excludingRules: readonly string[];
  readonly added: readonly AddedTime[];
  readonly excluded: readonly Wall[];
  readonly excludedDays: readonly Wall[];
  /** On the wall of its own zone; `readCalendar` puts it on that of its series. */
  readonly recurrenceId: Wall | null;
  /** The same as RECURRENCE-ID has it, on the clocks that it names; on none for a date. */
  readonly recurrenceOwn: { readonly at: Wall; readonly clock: WallClock | null } | null;
  readonly isThisAndFuture: boolean;
};

/** RDATE; a period brings its own length. */
export type AddedTime = { readonly at: Wall; readonly length: Duration | null };

type Reading = { readonly component: Component; readonly zones: ZoneReader; readonly problems: FileProblem[] };

/** A VEVENT as an event, or null (and a problem) when it has no start. */
export function calendarEvent(reading: Reading): CalendarEvent | null {
  const { component, zones, problems } = reading;
  const startProperty = propertyOf(component, 'DTSTART');
  const startMoment = startProperty === null ? null : readMoment(startProperty);
  if (startProperty === null || startMoment === null) {
    problems.push({ line: component.line, code: 'start-missing', at: startProperty?.value.slice(0, 60) ?? '' });
    return null;
  }
  const end = propertyOf(component, 'DTEND');
  const endMoment = end === null ? null : readMoment(end);
  // Days with an end at a time of day are times, from midnight: what RFC 5545 forbids and some producers write.
  const isAllDay =
    startMoment.kind === 'date' && (endMoment === null || endMoment.kind === 'date') && !hasTimes(component);
  const zone = zoneOf(startMoment.kind === 'date' && endMoment !== null ? endMoment : startMoment, zones);
  if (zone.via === 'unknown') problems.push({ line: startProperty.line, code: 'unknown-zone', at: zone.name });
  const placed: Placed = { ...reading, zone };
  const start = placedWall(startMoment, placed);
  const { added, excluded, excludedDays } = datesOf(placed, isAllDay);
  const recurrence = propertyOf(component, 'RECURRENCE-ID');
  const own = recurrence === null ? null : ownRecurrence(recurrence, zones);
  return {
    uid: textOf(component, 'UID'),
    summary: textOf(component, 'SUMMARY'),
    status: textOf(component, 'STATUS').toUpperCase(),
    sequence: Number.parseInt(textOf(component, 'SEQUENCE'), 10) || 0,
    line: component.line,
    zone,
    isAllDay,
    ...spanFrom({ start, endMoment, isAllDay }, placed),
    rules: rulesOf(component, 'RRULE'),
    excludingRules: rulesOf(component, 'EXRULE'),
    added,
    excluded,
    excludedDays,
    // A day is on no clocks, so the time of what it stands in for cannot be put on its own.
    recurrenceId: isAllDay && own !== null ? own.at : recurrence && momentWall(recurrence, placed),
    recurrenceOwn: own,
    isThisAndFuture: recurrence?.params.get('RANGE')?.toUpperCase() === 'THISANDFUTURE',
  };
}

type Placed = Reading & { readonly zone: ZoneReading };

function hasTimes(component: Component): boolean {
  const duration = propertyOf(component, 'DURATION');
  return duration !== null && (readDuration(duration.value)?.ms ?? 0) !== 0;
}

function zoneOf(moment: Moment, zones: ZoneReader): ZoneReading {
  const year = new Date(moment.at).getUTCFullYear();
  if (moment.kind === 'utc') return zones('UTC', year);
  // A date is on every wall alike; only a time that does not say may mean the calendar's own zone.
  return moment.kind === 'date'
    ? { ...zones('UTC', year), zone: null, via: 'floating', name: '' }
    : zones(moment.zone, year);
}

function ownRecurrence(property: Property, zones: ZoneReader): CalendarEvent['recurrenceOwn'] {
  const moment = readMoment(property);
  if (moment === null) return null;
  const zone = moment.kind === 'date' ? null : zoneOf(moment, zones);
  return { at: wall(moment.at), clock: zone === null || zone.via === 'floating' ? null : zone.clock };
}

/** What the event's own walls show at that moment. */
function placedWall(moment: Moment, { zone, zones }: Placed): Wall {
  if (moment.kind === 'date') return moment.at;
  if (moment.kind === 'utc') return wallAt(moment.at, zone.clock);
  if (moment.zone === null || moment.zone === zone.name) return moment.at;
  const { instant: at } = resolveWall(moment.at, zones(moment.zone, new Date(moment.at).getUTCFullYear()).clock);
  return at === null ? moment.at : wallAt(at, zone.clock);
}

function momentWall(property: Property, placed: Placed): Wall | null {
  const moment = readMoment(property);
  if (moment !== null) return placedWall(moment, placed);
  placed.problems.push({ line: property.line, code: 'date-unreadable', at: property.value.slice(0, 60) });
  return null;
}

type Given = { readonly start: Wall; readonly endMoment: Moment | null; readonly isAllDay: boolean };

function spanFrom(given: Given, placed: Placed): { readonly start: Wall; readonly length: Duration } {
  const { start, endMoment, isAllDay } = given;
  if (endMoment !== null) {
    const end = placedWall(endMoment, placed);
    if (end >= start) return { start, length: between(start, end, { isAllDay, placed }) };
    placed.problems.push({
      line: placed.component.line,
      code: 'end-before-start',
      at: textOf(placed.component, 'DTEND'),
    });
    return { start: end, length: between(end, start, { isAllDay, placed }) };
  }
  const property = propertyOf(placed.component, 'DURATION');
  const length = property === null ? null : readDuration(property.value);
  if (property !== null && length === null) {
    placed.problems.push({ line: property.line, code: 'duration-unreadable', at: property.value.slice(0, 60) });
  }
  // RFC 5545, 3.6.1: a day when only a date is known, else no time at all.
  return { start, length: length ?? { days: isAllDay ? 1 : 0, ms: 0 } };
}

/** DTEND gives an exact length, the same for each occurrence (RFC 5545, 3.8.5.3); days are days. */
function between(start: Wall, end: Wall, { isAllDay, placed }: { isAllDay: boolean; placed: Placed }): Duration {
  if (isAllDay) return { days: Math.round((end - start) / DAY_MS), ms: 0 };
  const at = (of: Wall): number => resolveWall(of, placed.zone.clock).instant ?? of;
  return { days: 0, ms: at(end) - at(start) };
}

function datesOf(placed: Placed, isAllDay: boolean): Pick<CalendarEvent, 'added' | 'excluded' | 'excludedDays'> {
  const spans = (name: string): readonly Span[] =>
    propertiesOf(placed.component, name).flatMap((property) =>
      readSpans(property).flatMap((span) => {
        if (span === null)
          placed.problems.push({ line: property.line, code: 'date-unreadable', at: property.value.slice(0, 60) });
        return span ?? [];
      }),
    );
  const exdates = spans('EXDATE').map(({ start }) => start);
  return {
    added: spans('RDATE').map((span) => ({ at: placedWall(span.start, placed), length: lengthOf(span, placed) })),
    excluded: exdates.filter(({ kind }) => isAllDay || kind !== 'date').map((moment) => placedWall(moment, placed)),
    excludedDays: exdates.filter(({ kind }) => !isAllDay && kind === 'date').map(({ at }) => wall(at)),
  };
}

function lengthOf({ start, end }: Span, placed: Placed): Duration | null {
  if (end === null || !('kind' in end)) return end;
  const at = (moment: Moment): number =>
    resolveWall(placedWall(moment, placed), placed.zone.clock).instant ?? instant(0);
  return { days: 0, ms: Math.max(0, at(end) - at(start)) };
}

/** Some producers write `COUNT=-1` for "no count". */
function rulesOf(component: Component, name: string): readonly string[] {
  const rules = propertiesOf(component, name).map(({ value }) =>
    value
      .trim()
      .replace(/;?COUNT=-\d+/i, '')
      .replace(/^;/, ''),
  );
  return [...new Set(rules.filter((rule) => rule !== ''))];
}

function textOf(component: Component, name: string): string {
  const property = propertyOf(component, name);
  return property === null ? '' : unescapeText(property.value).trim();
}
