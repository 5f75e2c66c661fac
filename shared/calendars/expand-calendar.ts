import type { CalendarEvent } from '#shared/calendars/calendar-event.ts';
import type { Duration } from '#shared/calendars/calendar-values.ts';
import type { ZoneReading } from '#shared/calendars/calendar-zones.ts';
import type { CalendarSeries } from '#shared/calendars/read-calendar.ts';
import { parseRule } from '#shared/scheduling/recurrence/parse-rule.ts';
import { type Found, findWalls, type Pattern } from '#shared/scheduling/recurrence/pattern.ts';
import { type Plan, planOf } from '#shared/scheduling/recurrence/plan.ts';
import { type Outcome, taken } from '#shared/scheduling/recurrence/refusal.ts';
import { type Instant, instant } from '#shared/time/instant.ts';
import { DAY_MS, type Wall, wall, wallDay } from '#shared/time/wall.ts';
import { resolveWall, type WallKind } from '#shared/time/wall-clock.ts';

/** One time that something in a calendar file happens. */
export type CalendarOccurrence = {
  /** The event that describes it: the series' own, or the one that stands in. */
  readonly event: CalendarEvent;
  /** The wall time that its rule gave it, in the series' zone; null for an event that does not recur. */
  readonly recurrenceId: Wall | null;
  readonly zone: ZoneReading;
  readonly isAllDay: boolean;
  /** On the wall of `zone`. */
  readonly start: Wall;
  readonly end: Wall;
  /** For a date or a floating time: as if the wall were UTC's. */
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly kind: WallKind;
};

export type CalendarExpansion = {
  readonly occurrences: readonly CalendarOccurrence[];
  /** There are no others in the span. */
  readonly isAll: boolean;
};

/** Which occurrences: those that start, in wall time, from `from` until before `to`; at most 730 of each series. */
export type CalendarSpan = { readonly from: Wall; readonly to: Wall };

/** The occurrences of one UID, in order, with its changed ones in their new places. */
export function expandCalendarSeries(
  { main, overrides }: CalendarSeries,
  span: CalendarSpan,
): Outcome<CalendarExpansion> {
  if (main === null)
    return taken({
      occurrences: sorted(
        overrides.map((event) => detached(event)),
        span,
      ),
      isAll: true,
    });
  const ready = readyEvent(main);
  if (!ready.ok) return ready;
  const shifts = thisAndFuture(overrides);
  // A shifted occurrence may come into the span from outside of it.
  const slack = shifts.reduce((most, { shift }) => Math.max(most, Math.abs(shift)), 0);
  const found = wallsOf(ready.value, { from: wall(span.from - slack), to: wall(span.to + slack) });
  const replaced = new Set(overrides.map(({ recurrenceId }) => recurrenceId));
  const regular = found.walls
    .filter((at) => !replaced.has(at))
    .map((at) => {
      const last = shifts.findLast(({ from }) => from < at);
      if (last === undefined) return occurrenceOf(main, at, { at, length: ready.value.lengths.get(at) ?? null });
      return occurrenceOf(last.event, at, { at: wall(at + last.shift), length: ready.value.lengths.get(at) ?? null });
    });
  const changed = overrides.filter((event) => stands(event, ready.value)).map((event) => detached(event));
  return taken({ occurrences: sorted([...regular, ...changed], span), isAll: found.end === 'ended' });
}

type ReadyEvent = Pattern & {
  readonly event: CalendarEvent;
  readonly lengths: ReadonlyMap<Wall, Duration>;
  readonly excluding: readonly Plan[];
};

function readyEvent(event: CalendarEvent): Outcome<ReadyEvent> {
  const { start } = event;
  const { clock } = event.zone;
  const plans: Plan[] = [];
  const excluding: Plan[] = [];
  for (const [texts, into] of [
    [event.rules, plans],
    [event.excludingRules, excluding],
  ] as const) {
    for (const text of texts) {
      const rule = parseRule(text);
      if (!rule.ok) return rule;
      into.push(planOf(rule.value, start, clock));
    }
  }
  // DTSTART is the first instance, also where the rule would not produce it; unless the rule had ended before it.
  const isOver = plans.length > 0 && plans.every(({ last }) => last < start);
  const added = [...(isOver ? [] : [start]), ...event.added.map(({ at }) => at)].sort((a, b) => a - b);
  return taken({
    event,
    clock,
    plans,
    excluding,
    added,
    excluded: new Set(event.excluded),
    excludedDays: new Set(event.excludedDays.map(wallDay)),
    lengths: new Map(event.added.flatMap(({ at, length }) => (length === null ? [] : [[at, length]]))),
  });
}

function wallsOf(ready: ReadyEvent, span: CalendarSpan): Found {
  if (ready.excluding.length === 0) return findWalls(ready, span);
  const without = findWalls({ ...ready, plans: ready.excluding, added: [], excluded: new Set() }, span);
  return findWalls({ ...ready, excluded: new Set([...ready.excluded, ...without.walls]) }, span);
}

type Shift = { readonly from: Wall; readonly shift: number; readonly event: CalendarEvent };

function thisAndFuture(overrides: readonly CalendarEvent[]): readonly Shift[] {
  return overrides
    .flatMap((event) =>
      event.isThisAndFuture && event.recurrenceId !== null
        ? [{ from: event.recurrenceId, shift: event.start - event.recurrenceId, event }]
        : [],
    )
    .sort((a, b) => a.from - b.from);
}

/** An excluded occurrence has no stand-in, nor has one of an earlier state of the series that no longer recurs then. */
function stands(event: CalendarEvent, ready: ReadyEvent): boolean {
  const id = event.recurrenceId;
  if (id === null) return true;
  if (ready.excluded.has(id) || ready.excludedDays.has(wallDay(id))) return false;
  const isOwnSeries = event.rules.length + event.added.length + event.excluded.length > 0;
  if (!isOwnSeries || event.sequence >= ready.event.sequence) return true;
  return wallsOf(ready, { from: id, to: wall(id + 1) }).walls.length > 0;
}

function detached(event: CalendarEvent): CalendarOccurrence {
  return occurrenceOf(event, event.recurrenceId, { at: event.start, length: null });
}

type Placing = { readonly at: Wall; readonly length: Duration | null };

function occurrenceOf(event: CalendarEvent, id: Wall | null, { at, length }: Placing): CalendarOccurrence {
  const { zone, isAllDay } = event;
  const isRecurring = id !== null && (event.recurrenceId !== null || event.rules.length + event.added.length > 0);
  const { days, ms } = length ?? event.length;
  const begin = resolveWall(at, zone.clock);
  const startsAt = begin.instant ?? instant(at);
  const nominal = days === 0 ? null : resolveWall(wall(at + days * DAY_MS), zone.clock).instant;
  const endsAt = instant((nominal ?? startsAt) + ms);
  const end = wall(endsAt + zone.clock.offsetAt(endsAt));
  return {
    event,
    recurrenceId: isRecurring ? id : null,
    zone,
    isAllDay,
    start: begin.wall,
    end,
    startsAt,
    endsAt,
    kind: begin.kind,
  };
}

function sorted(occurrences: readonly CalendarOccurrence[], { from, to }: CalendarSpan): readonly CalendarOccurrence[] {
  return occurrences.filter(({ start }) => start >= from && start < to).sort((a, b) => a.startsAt - b.startsAt);
}
