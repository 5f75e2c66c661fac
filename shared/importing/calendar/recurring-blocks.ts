import type { CalendarEvent } from '#shared/calendars/calendar-event.ts';
import { type CalendarOccurrence, expandCalendarSeries } from '#shared/calendars/expand-calendar.ts';
import type { CalendarSeries } from '#shared/calendars/read-calendar.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import { HORIZON_DAYS } from '#shared/commands/series/claimed-span.ts';
import type { CalendarImport, Recurring } from '#shared/importing/calendar/calendar-plan.ts';
import { importedFromId, importedBlockId } from '#shared/importing/calendar/event-key.ts';
import { dailyPieces, eventSpan } from '#shared/importing/calendar/event-spans.ts';
import type { SeriesRefusal } from '#shared/importing/calendar/series-event.ts';
import { labelOf, type Wanted } from '#shared/importing/calendar/single-event.ts';
import type { Outcome } from '#shared/scheduling/recurrence/refusal.ts';
import { MOST_OCCURRENCES } from '#shared/scheduling/recurrence/limits.ts';
import { EARLIEST, instant, LATEST } from '#shared/time/instant.ts';
import { covers, type Interval } from '#shared/time/interval.ts';
import { DAY_MS, wall } from '#shared/time/wall.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';

export type RecurringEvent = CalendarSeries & { readonly main: CalendarEvent };
export type WantedBlocks = Wanted & { readonly recurring: Recurring };

const DAYS_BACK = 14;
const MOST_BLOCKS = 2_200;

/** A block for each date of what recurs: all of them, or those within the horizon where there are many or no end (IC9). */
export function recurringBlocks(series: RecurringEvent, importing: CalendarImport): WantedBlocks | SeriesRefusal {
  const { main, overrides } = series;
  const unknown = [main, ...overrides].find(({ zone }) => zone.via === 'unknown');
  if (unknown !== undefined) return { code: 'unknown-zone', at: unknown.zone.name };
  const sequence = overrides.reduce((highest, event) => Math.max(highest, event.sequence), main.sequence);
  const linked = linkedBlocks(main, importing);
  if (linked.some(({ importedSequence = 0 }) => importedSequence > sequence))
    return { code: 'older-than-imported', at: '' };
  const dates = datesOf(series, importing);
  if (!dates.ok) return dates.refusal;
  const { occurrences, horizon } = dates.value;
  const { zone } = importing.target.location;
  const placed = occurrences.map((one) => ({ one, span: spanOf(one, zone) })).filter(({ span }) => isKept(span));
  const first = placed[0]?.span ?? eventSpan(main, zone);
  const recurring = recurringOf(main, {
    dates: placed.length,
    clockChanges: placed.filter(({ one }) => one.kind !== 'exact').length,
    horizon,
    zone,
  });
  if (main.status === 'CANCELLED') return { span: first, recurring, intents: linked.map(removeIntent) };
  if (first.end <= first.start) return { code: 'no-length', at: '' };
  if (placed.length === 0) return { code: horizon === null ? 'never-matches' : 'not-within-horizon', at: '' };
  // Counted first: dates of many years each would be divided into millions of days.
  const days = placed.reduce((sum, { span }) => sum + Math.ceil((span.end - span.start) / DAY_MS), 0);
  if (days > MOST_BLOCKS) return { code: 'too-long', at: '' };
  const puts = placed.flatMap(({ one, span }) => blockIntents(one, span, { main, importing, sequence }));
  if (puts.length > MOST_BLOCKS) return { code: 'too-long', at: '' };
  const wanted = new Set(puts.map(({ input }) => input.blockId));
  const gone = linked.filter(
    ({ id, start, importedSequence }) =>
      !wanted.has(id) &&
      (importedSequence === undefined || importedSequence < sequence) &&
      (horizon === null || covers(horizon, start)),
  );
  return { span: first, recurring, intents: [...gone.map(removeIntent), ...puts] };
}

type Dates = { readonly occurrences: readonly CalendarOccurrence[]; readonly horizon: Interval | null };

function datesOf(series: RecurringEvent, { now }: CalendarImport): Outcome<Dates> {
  const takesPlace = ({ event }: CalendarOccurrence): boolean => event.status !== 'CANCELLED';
  const all = expandCalendarSeries(series, { from: wall(EARLIEST), to: wall(LATEST) });
  if (!all.ok) return all;
  const end = instant(now + HORIZON_DAYS * DAY_MS);
  const isNear = (all.value.occurrences.at(-1)?.startsAt ?? end) <= end;
  if (all.value.isAll && isNear) {
    return { ok: true, value: { occurrences: all.value.occurrences.filter(takesPlace), horizon: null } };
  }
  const start = instant(now - DAYS_BACK * DAY_MS);
  const some = expandCalendarSeries(series, { from: wall(start), to: wall(end) });
  if (!some.ok) return some;
  const { occurrences } = some.value;
  const last = occurrences.length < MOST_OCCURRENCES ? end : (occurrences.at(-1)?.startsAt ?? end) + 1;
  return {
    ok: true,
    value: { occurrences: occurrences.filter(takesPlace), horizon: { start, end: instant(last) } },
  };
}

/** A day, and a floating time, is one of the location's; every other time is by the file's own clock. */
function spanOf(one: CalendarOccurrence, zone: Parameters<typeof eventSpan>[1]): Interval {
  const { event, start, end, startsAt, endsAt, isAllDay } = one;
  if (!isAllDay && one.zone.via !== 'floating') return { start: startsAt, end: endsAt };
  const length = isAllDay ? { days: Math.round((end - start) / DAY_MS), ms: 0 } : { days: 0, ms: endsAt - startsAt };
  return eventSpan({ ...event, start, length }, zone);
}

function isKept({ start, end }: Interval): boolean {
  return start >= EARLIEST && end <= LATEST;
}

type Block = CalendarImport['blocks'][number];

/** The blocks in force that this event came to before, and the one that it was before it recurred. */
function linkedBlocks(main: CalendarEvent, { blocks, target }: CalendarImport): readonly Block[] {
  const key = { resourceId: target.resource.id, event: main };
  const [link, once] = [importedFromId(key), importedBlockId(key, 0)];
  return blocks.filter(({ id, importedFrom }) => importedFrom === link || id === once);
}

function removeIntent({ id }: Block): CommandIntent {
  return { name: 'block.remove', input: { blockId: id } };
}

type PutIntent = Extract<CommandIntent, { name: 'block.put' }>;
type Putting = { readonly main: CalendarEvent; readonly importing: CalendarImport; readonly sequence: number };

function blockIntents(
  { event, recurrenceId, start }: CalendarOccurrence,
  span: Interval,
  { main, importing: { target }, sequence }: Putting,
): readonly PutIntent[] {
  const resourceId = target.resource.id;
  const key = { resourceId, event: { ...main, recurrenceId: recurrenceId ?? start } };
  return dailyPieces(span, target.location.zone).map((piece, index) => ({
    name: 'block.put',
    input: {
      blockId: importedBlockId(key, index),
      resourceId,
      ...piece,
      kind: 'other',
      reason: labelOf(event.summary),
      importedSequence: sequence,
      importedFrom: importedFromId({ resourceId, event: main }),
    },
  }));
}

type Around = Pick<Recurring, 'dates' | 'clockChanges' | 'horizon'> & {
  readonly zone: Parameters<typeof zoneClock>[0];
};

function recurringOf({ rules, start, zone: own }: CalendarEvent, { zone, ...around }: Around): Recurring {
  const clock = own.via === 'floating' ? zoneClock(zone) : own.clock;
  return { ...around, rules, start, clock, trimmedAt: null };
}
