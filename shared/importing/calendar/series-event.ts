import type { CalendarEvent } from '#shared/calendars/calendar-event.ts';
import { importableSeries } from '#shared/calendars/importable-series.ts';
import type { CalendarSeries } from '#shared/calendars/read-calendar.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import type { SeriesCreate } from '#shared/commands/series/series-create.ts';
import { busyServiceId } from '#shared/importing/calendar/busy-service.ts';
import type { CalendarImport, CalendarRefusalCode, Recurring } from '#shared/importing/calendar/calendar-plan.ts';
import { importedSeriesId } from '#shared/importing/calendar/event-key.ts';
import { eventSpan } from '#shared/importing/calendar/event-spans.ts';
import { labelOf, visitIntent, type Wanted } from '#shared/importing/calendar/single-event.ts';
import { nextOccurrences } from '#shared/scheduling/recurrence/occurrences.ts';
import { reviewSeries } from '#shared/scheduling/recurrence/review-series.ts';
import type { Series, SeriesException } from '#shared/scheduling/recurrence/series.ts';
import { occurrenceId } from '#shared/scheduling/series/series-id.ts';
import { type Instant, plusMinutes } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import { DAY_MS, LAST_WALL, mustBeWall, wall } from '#shared/time/wall.ts';
import { resolveWall, type WallKind } from '#shared/time/wall-clock.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';

export type WantedSeries = Wanted & { readonly create: SeriesCreate; readonly recurring: Recurring };
export type SeriesRefusal = { readonly code: CalendarRefusalCode; readonly at: string };

/** How many states of one event are looked for: who changes it more often imports it anew. */
const MOST_STATES = 200;

type Importing = Pick<CalendarImport, 'target' | 'world'>;

/** What it takes to have a series with its exceptions, or why it cannot be had. */
export function seriesEvent(
  series: CalendarSeries & { readonly main: CalendarEvent },
  importing: Importing,
): WantedSeries | SeriesRefusal {
  const { target, world } = importing;
  const { zone } = target.location;
  const timed = withTimes(series, zone);
  const pattern = importableSeries(timed, zone);
  if (!pattern.ok) return pattern.refusal;
  const taken = takenOf(pattern.value);
  if ('code' in taken) return taken;
  const { minutes } = taken.pattern;
  if (minutes < 1) return { code: 'no-length', at: '' };
  if (minutes > 1_440) return { code: 'too-long', at: `${minutes} min` };
  const state = (sequence: number): string =>
    importedSeriesId({ resourceId: target.resource.id, event: series.main }, sequence);
  const { sequence } = series.main;
  const isThere = (id: string): boolean => world.find('series', id) !== null;
  const states = Array.from({ length: MOST_STATES }, (_, index) => index + 1);
  if (states.some((step) => isThere(state(sequence + step)))) return { code: 'older-than-imported', at: '' };
  const older = states
    .filter((step) => step <= sequence)
    .map((step) => state(sequence - step))
    .filter((id) => world.find('series', id)?.isEnded === false);
  const create = createInput(state(sequence), taken.pattern, { summary: series.main.summary, target });
  const span = eventSpan(timed.main ?? series.main, zone);
  const recurring = recurringOf(timed.main ?? series.main, taken);
  if (series.main.status === 'CANCELLED')
    return {
      span,
      create,
      recurring,
      intents: [...older, ...(isThere(create.seriesId) ? [create.seriesId] : [])].map(cancelIntent),
    };
  return {
    span,
    create,
    recurring,
    intents: [
      ...older.map(cancelIntent),
      ...(isThere(create.seriesId) ? [] : [{ name: 'series.create' as const, input: create }]),
      ...exceptionIntents(timed, taken.pattern, { seriesId: create.seriesId, importing }),
    ],
  };
}

type Taken = {
  readonly pattern: Series;
  readonly dates: number | null;
  readonly clockChanges: number;
  readonly trimmedAt: Instant | null;
};

/** As much of the pattern as one series may have. */
function takenOf(pattern: Series): Taken | SeriesRefusal {
  const review = reviewSeries(pattern);
  if (review.kind === 'refused') return review.refusal;
  if (review.kind === 'accepted') {
    const first = nextOccurrences(pattern, wall(0 - LAST_WALL));
    const clockChanges = clockChangesOf(first.ok ? first.value.occurrences : []);
    return { pattern, dates: review.occurrences, clockChanges, trimmedAt: null };
  }
  const { trimmed, occurrences } = review;
  const all = nextOccurrences({ ...trimmed, exceptions: [] }, wall(0 - LAST_WALL));
  const found = all.ok ? all.value.occurrences : [];
  const last = found.at(-1);
  if (last === undefined) return { code: review.code, at: '' };
  const exceptions = trimmed.exceptions.filter(({ recurrenceId }) => mustBeWall(recurrenceId) <= last.recurrenceId);
  return {
    pattern: { ...trimmed, exceptions },
    dates: occurrences,
    clockChanges: clockChangesOf(found),
    trimmedAt: last.start,
  };
}

function clockChangesOf(occurrences: readonly { readonly kind: WallKind }[]): number {
  return occurrences.filter(({ kind }) => kind !== 'exact').length;
}

function recurringOf({ rules, start, zone }: CalendarEvent, { pattern, ...taken }: Taken): Recurring {
  const clock = zone.via === 'floating' ? zoneClock(pattern.zone) : zone.clock;
  return { ...taken, rules, start, clock, horizon: null };
}

function cancelIntent(seriesId: string): CommandIntent {
  return { name: 'series.cancel', input: { seriesId, scope: { kind: 'everything' }, reason: '', keepsMoved: false } };
}

type Creating = { readonly summary: string; readonly target: CalendarImport['target'] };

function createInput(seriesId: string, pattern: Series, { summary, target }: Creating): SeriesCreate {
  const gone = pattern.exceptions.filter(({ kind }) => kind === 'cancelled').map(({ recurrenceId }) => recurrenceId);
  return {
    seriesId,
    locationId: target.location.id,
    serviceId: target.serviceId ?? busyServiceId,
    client: { kind: 'nobody' },
    label: labelOf(summary),
    notes: '',
    phases: [{ minutes: pattern.minutes, resourceIds: [target.resource.id] }],
    zone: pattern.zone,
    start: pattern.start,
    rules: [...pattern.rules],
    added: [...pattern.added],
    excluded: [...pattern.excluded, ...gone],
    // RFC 5545, 3.3.5: a file means the later of a gap and the earlier of a fold.
    disambiguation: 'compatible',
    decisions: [],
  };
}

type Excepting = { readonly seriesId: string; readonly importing: Importing };

function exceptionIntents(
  { main, overrides }: CalendarSeries,
  pattern: Series,
  { seriesId, importing: { target, world } }: Excepting,
): readonly CommandIntent[] {
  const isThere = world.find('series', seriesId) !== null;
  const byName = new Map(overrides.map((event) => [event.recurrenceId, event]));
  return pattern.exceptions.flatMap((exception): readonly CommandIntent[] => {
    const at = mustBeWall(exception.recurrenceId);
    const id = occurrenceId(seriesId, at);
    const event = byName.get(at) ?? main;
    if (event === null) return [];
    if (exception.kind === 'cancelled') return isThere ? cancelled(id, world) : [];
    return [
      visitIntent(id, exceptionSpan(exception, pattern, { event, zone: target.location.zone }), { event, target }),
    ];
  });
}

function cancelled(appointmentId: string, world: Importing['world']): readonly CommandIntent[] {
  const isOpen = world.find('appointments', appointmentId)?.status === 'booked';
  return isOpen ? [{ name: 'appointment.cancel', input: { appointmentId, reason: '' } }] : [];
}

type Changed = Extract<SeriesException, { kind: 'changed' }>;

/** By the file's own clock where it has an event for it: of two times that a wall shows it may be the second. */
function exceptionSpan(
  { start, minutes }: Changed,
  { zone: patternZone }: Series,
  { event, zone }: { readonly event: CalendarEvent; readonly zone: ZoneId },
): Interval {
  if (event.recurrenceId !== null) return eventSpan(event, zone);
  const begin = resolveWall(mustBeWall(start), zoneClock(patternZone)).instant ?? eventSpan(event, zone).start;
  return { start: begin, end: plusMinutes(begin, minutes) };
}

/** A day that recurs as the hours from midnight to midnight on the location's wall (IC10). */
function withTimes(series: CalendarSeries & { readonly main: CalendarEvent }, zone: ZoneId): CalendarSeries {
  if (!series.main.isAllDay) return series;
  const timed = (event: CalendarEvent): CalendarEvent => ({
    ...event,
    isAllDay: false,
    zone: { name: '', zone, clock: zoneClock(zone), via: 'floating' },
    length: { days: 0, ms: Math.max(1, event.length.days) * DAY_MS },
  });
  return {
    uid: series.uid,
    main: timed(series.main),
    overrides: series.overrides.map((event) => (event.isAllDay ? timed(event) : event)),
  };
}
