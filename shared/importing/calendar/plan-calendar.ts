import type { CalendarEvent } from '#shared/calendars/calendar-event.ts';
import type { CalendarSeries } from '#shared/calendars/read-calendar.ts';
import { busyService, busyServiceId } from '#shared/importing/calendar/busy-service.ts';
import type {
  CalendarImport,
  CalendarItem,
  CalendarPlan,
  CalendarRefusal,
  CalendarRefusalCode,
} from '#shared/importing/calendar/calendar-plan.ts';
import { eventSpan } from '#shared/importing/calendar/event-spans.ts';
import { isAlreadyOurs } from '#shared/importing/calendar/own-events.ts';
import { type RecurringEvent, recurringBlocks } from '#shared/importing/calendar/recurring-blocks.ts';
import { seriesEvent } from '#shared/importing/calendar/series-event.ts';
import { singleEvent } from '#shared/importing/calendar/single-event.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import { resolveWall } from '#shared/time/wall-clock.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';

type Found = CalendarItem | CalendarRefusal;

/** Turns a calendar file into commands; what cannot be taken is listed with the line that it begins on. */
export function planCalendar(importing: CalendarImport): CalendarPlan {
  let count = 0;
  const command = (intent: CommandIntent) => {
    count += 1;
    return { commandId: derivedId('import.calendar.command', `${importing.runId}/${count}`), intent };
  };
  const found = importing.file.series.flatMap((series) => foundIn(series, importing, command));
  const names = found.flatMap((one) => ('commands' in one ? one.commands : [])).map(({ intent }) => intent.name);
  const needsService =
    importing.target.serviceId === null &&
    names.some((name) => name === 'series.create' || name === 'appointment.import') &&
    importing.world.find('services', busyServiceId) === null;
  const setUp = needsService ? [command(busyService())] : [];
  return {
    setUp,
    items: found.filter((one) => 'commands' in one),
    refusals: found.filter((one) => 'code' in one),
  };
}

type Commanding = (intent: CommandIntent) => CalendarItem['commands'][number];

function foundIn(series: CalendarSeries, importing: CalendarImport, command: Commanding): readonly Found[] {
  const { main, overrides } = series;
  if (main === null) return overrides.map((event) => single(event, importing, command));
  if (isAlreadyOurs(main, importing)) return [itemOf(main, importing, { commands: [] })];
  const isOnce = main.rules.length + main.added.length + overrides.length + main.excludingRules.length === 0;
  if (isOnce) return [single(main, importing, command)];
  if (importing.target.becomes === 'blocks') return [asBlocks({ ...series, main }, importing, command)];
  const wanted = seriesEvent({ ...series, main }, importing);
  if ('code' in wanted) return [refusal(main, wanted.code, wanted.at)];
  return [
    {
      ...itemOf(main, importing, { commands: wanted.intents.map(command) }),
      zone: wanted.create.zone,
      ...wanted.span,
      recurring: wanted.recurring,
      series: wanted.create,
    },
  ];
}

function asBlocks(series: RecurringEvent, importing: CalendarImport, command: Commanding): Found {
  const wanted = recurringBlocks(series, importing);
  if ('code' in wanted) return refusal(series.main, wanted.code, wanted.at);
  const item = itemOf(series.main, importing, { commands: wanted.intents.map(command) });
  return { ...item, ...wanted.span, recurring: wanted.recurring };
}

function single(event: CalendarEvent, importing: CalendarImport, command: Commanding): Found {
  const wanted = singleEvent(event, importing);
  if (typeof wanted === 'string') return refusal(event, wanted, wanted === 'unknown-zone' ? event.zone.name : '');
  return { ...itemOf(event, importing, { commands: wanted.intents.map(command) }), ...wanted.span };
}

function itemOf(
  event: CalendarEvent,
  { target }: CalendarImport,
  { commands }: Pick<CalendarItem, 'commands'>,
): CalendarItem {
  const { line, uid, summary, isAllDay, zone, status, start } = event;
  const wallClock = zone.via === 'floating' ? zoneClock(target.location.zone) : zone.clock;
  const span = eventSpan(event, target.location.zone);
  return {
    line,
    uid,
    summary,
    isAllDay,
    via: zone.via,
    zone: zone.zone ?? target.location.zone,
    ...span,
    clock: isAllDay ? 'exact' : resolveWall(start, wallClock).kind,
    isCancelled: status === 'CANCELLED',
    recurring: null,
    series: null,
    commands,
  };
}

function refusal({ line, uid, summary }: CalendarEvent, code: CalendarRefusalCode, at: string): CalendarRefusal {
  return { line, uid, summary, code, at: at.slice(0, 80) };
}
