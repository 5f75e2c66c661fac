import { changeAll } from '#shared/scheduling/recurrence/change-series.ts';
import { findWalls } from '#shared/scheduling/recurrence/pattern.ts';
import { readySeries } from '#shared/scheduling/recurrence/ready-series.ts';
import type { Duration } from '#shared/calendars/calendar-values.ts';
import type { CalendarEvent } from '#shared/calendars/calendar-event.ts';
import type { CalendarSeries } from '#shared/calendars/read-calendar.ts';
import { type Outcome, refused } from '#shared/scheduling/recurrence/refusal.ts';
import type { Series, SeriesException } from '#shared/scheduling/recurrence/series.ts';
import { DAY_MS, formatWall, type Wall, wall } from '#shared/time/wall.ts';
import { resolveWall, wallAt } from '#shared/time/wall-clock.ts';
import type { ZoneId } from '#shared/time/zone.ts';

/**
 * What recurs under one UID as a series of the product. `zone` is for what a file leaves floating: the location's.
 * Refused for events of the whole day and for what goes by rules that no zone has: a person decides about those.
 */
export function importableSeries({ main, overrides }: CalendarSeries, zone: ZoneId): Outcome<Series> {
  if (main === null) return refused('start-unreadable');
  if (main.isAllDay) return refused('all-day', main.uid);
  const placed = main.zone.zone ?? (main.zone.via === 'floating' ? zone : null);
  if (placed === null) return refused('unknown-zone', main.zone.name);
  if (main.excludingRules.length > 0) return refused('unknown-rule-part', 'EXRULE');
  if (overrides.some(({ isThisAndFuture }) => isThisAndFuture)) return refused('range-not-offered', main.uid);
  const series: Series = {
    zone: placed,
    start: formatWall(main.start),
    minutes: minutesOf(main.length),
    rules: [...main.rules],
    // DTSTART is an occurrence whether or not the rules come to it.
    added: [...new Set([main.start, ...main.added.map(({ at }) => at)].map(formatWall))],
    excluded: main.excluded.map(formatWall),
    exceptions: [],
  };
  const ready = readySeries(series);
  if (!ready.ok) return ready;
  const days = main.excludedDays.flatMap((day) => findWalls(ready.value, { from: day, to: wall(day + DAY_MS) }).walls);
  const excluded = new Set([...series.excluded, ...days.map(formatWall)]);
  const periods = main.added.flatMap(({ at, length }) =>
    length === null ? [] : [periodOf(formatWall(at), minutesOf(length))],
  );
  const changed = overrides.flatMap((event) => exceptionOf(event, main));
  const replaced = new Set(changed.map(({ recurrenceId }) => recurrenceId));
  const exceptions = [...changed, ...periods.filter(({ recurrenceId }) => !replaced.has(recurrenceId))];
  // What stands in for an occurrence that the rules do not come to becomes a date of its own.
  return changeAll(
    {
      ...series,
      excluded: [...excluded],
      exceptions: exceptions.filter(({ recurrenceId }) => !excluded.has(recurrenceId)),
    },
    {},
  );
}

function periodOf(start: string, minutes: number): SeriesException {
  return { kind: 'changed', recurrenceId: start, start, minutes, appointmentId: null };
}

/** Where the wall of the series shows the start of an event that has another zone. */
function onWallOf(event: CalendarEvent, main: CalendarEvent): Wall {
  if (event.zone.name === main.zone.name || event.zone.via === 'floating') return event.start;
  const at = resolveWall(event.start, event.zone.clock).instant;
  return at === null ? event.start : wallAt(at, main.zone.clock);
}

function exceptionOf(event: CalendarEvent, main: CalendarEvent): readonly SeriesException[] {
  if (event.recurrenceId === null) return [];
  const recurrenceId = formatWall(event.recurrenceId);
  if (event.status === 'CANCELLED') return [{ kind: 'cancelled', recurrenceId }];
  return [
    {
      kind: 'changed',
      recurrenceId,
      start: formatWall(onWallOf(event, main)),
      minutes: minutesOf(event.length),
      appointmentId: null,
    },
  ];
}

function minutesOf({ days, ms }: Duration): number {
  return Math.round((days * DAY_MS + ms) / 60_000);
}
