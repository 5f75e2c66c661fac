import { type CalendarEvent, calendarEvent } from '#shared/calendars/calendar-event.ts';
import { zoneReader } from '#shared/calendars/calendar-zones.ts';
import { type Component, componentTree, propertyOf } from '#shared/calendars/component-tree.ts';
import { type FileProblem, unescapeText } from '#shared/calendars/content-lines.ts';
import { wallDay, wallOfDay } from '#shared/time/wall.ts';
import { resolveWall, wallAt } from '#shared/time/wall-clock.ts';

/** What recurs under one UID: its event, and the ones that stand in for some of its occurrences. */
export type CalendarSeries = {
  readonly uid: string;
  /** Null when the file holds changed occurrences only. */
  readonly main: CalendarEvent | null;
  /** By RECURRENCE-ID, the highest SEQUENCE of each. */
  readonly overrides: readonly CalendarEvent[];
};

export type CalendarFile = {
  /** X-WR-CALNAME or NAME of the first calendar that has one; empty for none. */
  readonly name: string;
  readonly series: readonly CalendarSeries[];
  /** VTODO, VJOURNAL and the like, which are no appointments: how many of each were passed over. */
  readonly passedOver: Readonly<Record<string, number>>;
  readonly problems: readonly FileProblem[];
};

/** Reads an iCalendar file (RFC 5545), also one with several calendars; what cannot be read is listed, not fatal. */
export function readCalendar(text: string): CalendarFile {
  const { roots, problems: treeProblems } = componentTree(text);
  const problems: FileProblem[] = [...treeProblems];
  const passedOver: Record<string, number> = {};
  const series = roots.flatMap((root) => {
    const zones = zoneReader(root);
    const events: CalendarEvent[] = [];
    for (const component of root.name === 'VEVENT' ? [root] : root.components) {
      if (component.name === 'VEVENT') {
        const event = calendarEvent({ component, zones, problems });
        if (event !== null) events.push(event);
      } else if (isPassedOver(component)) passedOver[component.name] = (passedOver[component.name] ?? 0) + 1;
    }
    return grouped(events);
  });
  return { name: roots.map(nameOf).find((name) => name !== '') ?? '', series, passedOver, problems };
}

function nameOf(calendar: Component): string {
  const property = propertyOf(calendar, 'X-WR-CALNAME') ?? propertyOf(calendar, 'NAME');
  return property === null ? '' : unescapeText(property.value).trim();
}

function isPassedOver({ name }: Component): boolean {
  return name !== 'VTIMEZONE' && name !== 'VCALENDAR';
}

function grouped(events: readonly CalendarEvent[]): readonly CalendarSeries[] {
  const byUid = new Map<string, CalendarEvent[]>();
  for (const [index, event] of events.entries()) {
    // Without a UID each event is its own.
    const uid = event.uid === '' ? `(${index})` : event.uid;
    const members = byUid.get(uid);
    if (members === undefined) byUid.set(uid, [event]);
    else members.push(event);
  }
  return [...byUid].map(([uid, members]) => seriesOf(uid, members));
}

function seriesOf(uid: string, members: readonly CalendarEvent[]): CalendarSeries {
  let main: CalendarEvent | null = null;
  const overrides = new Map<number, CalendarEvent>();
  for (const event of members) {
    if (event.recurrenceId === null) {
      main = newer(main, event);
      continue;
    }
    const chosen = newer(overrides.get(event.recurrenceId) ?? null, event);
    overrides.set(event.recurrenceId, chosen);
  }
  return { uid, main, overrides: [...overrides.values()].map((event) => named(event, main)) };
}

/** RECURRENCE-ID was read on the wall of the event's own zone; it names an occurrence on the wall of the series. */
function named(event: CalendarEvent, main: CalendarEvent | null): CalendarEvent {
  const { recurrenceId, recurrenceOwn, zone, isAllDay } = event;
  if (main === null || recurrenceId === null || recurrenceOwn === null) return event;
  // A series of days has a day then, whatever clocks RECURRENCE-ID names: Outlook and Google write midnight somewhere.
  if (main.isAllDay) return { ...event, recurrenceId: wallOfDay(wallDay(recurrenceOwn.at)) };
  if (isAllDay) {
    const own = recurrenceOwn.clock === null ? null : resolveWall(recurrenceOwn.at, recurrenceOwn.clock).instant;
    return own === null || main.zone.via === 'floating'
      ? event
      : { ...event, recurrenceId: wallAt(own, main.zone.clock) };
  }
  if (zone.name === main.zone.name || zone.via === 'floating' || main.zone.via === 'floating') return event;
  const at = resolveWall(recurrenceId, zone.clock).instant;
  return at === null ? event : { ...event, recurrenceId: wallAt(at, main.zone.clock) };
}

/** A file may hold an event's earlier states too; the last of the highest SEQUENCE is what it is now. */
function newer(before: CalendarEvent | null, event: CalendarEvent): CalendarEvent {
  return before === null || event.sequence >= before.sequence ? event : before;
}
