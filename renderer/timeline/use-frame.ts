import { useMemo, useRef, useSyncExternalStore } from 'react';
import type { Location } from '#shared/scheduling/location.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import { instant } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import { dayInterval, type LocalDate } from '#shared/time/local.ts';
import type { View } from '#renderer/replica/desk.ts';
import {
  daysFrom,
  hoursOf,
  houseHours,
  mondayOf,
  type ShownDays,
  shownDaysOf,
  type VisibleHours,
  visibleHours,
} from '#renderer/timeline/hours.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import { stackDepth } from '#renderer/timeline/row-height.ts';
import { offSpansIn } from '#renderer/timeline/off-events.ts';
import { rowsOf } from '#renderer/timeline/rows.ts';
import { isClosedLook, lookOf } from '#renderer/timeline/status-look.ts';
import type { TimelineSettings } from '#renderer/timeline/timeline-settings.ts';
import { type Span, spansOf } from '#renderer/timeline/to-calendar-events.ts';

/** What the grid is made of: its rows, its hours. It changes seldom; chips change often. */
export type Frame = {
  readonly rows: readonly Resource[];
  /** Over all rows, how many chips lie on top of each other where most do. */
  readonly levels: number;
  readonly hours: VisibleHours;
  readonly days: readonly LocalDate[];
  /** Whose clock it is all shown by. */
  readonly zone: ZoneId;
  readonly shown: ShownDays;
  readonly window: Interval;
  /** Rows of this kind that are hidden because nobody is on duty. */
  readonly hiddenRows: number;
  readonly hasServices: boolean;
};

type Wanted = {
  readonly location: Location;
  readonly zone: ZoneId;
  readonly date: LocalDate;
  readonly settings: TimelineSettings;
};

export function shownDays(date: LocalDate, span: TimelineSettings['span']): readonly LocalDate[] {
  return span === 'week' ? daysFrom(mondayOf(date), 7) : [date];
}

/** Reads the frame after each change of the view; the same object as long as nothing in it is another. */
export function useFrame(view: View, { location, zone, date, settings }: Wanted): Frame {
  const last = useRef<{ key: object; revision: number; frame: Frame } | null>(null);
  const key = useMemo(() => ({ location, zone, date, settings }), [location, zone, date, settings]);
  return useSyncExternalStore(view.subscribe, () => {
    const revision = view.revision();
    const before = last.current;
    if (before?.key === key && before.revision === revision) return before.frame;
    const next = readFrame(view, key);
    const frame = before !== null && isSameFrame(before.frame, next) ? before.frame : next;
    last.current = { key, revision, frame };
    return frame;
  });
}

export function readFrame(view: View, { location, zone, date, settings }: Wanted): Frame {
  const days = shownDays(date, settings.span);
  const shown = shownDaysOf(days, zone);
  const window = {
    start: dayInterval(days[0] ?? date, zone).start,
    end: dayInterval(days.at(-1) ?? date, zone).end,
  };
  const spans = visitSpans(view, window, settings.showsClosed);
  const busyIds = new Set(spans.map((span) => span.resourceId));
  const resources = [...view.all('resources').values()];
  const choose = (showsOffDuty: boolean): readonly Resource[] =>
    rowsOf(resources, location, { kind: settings.kind, shown, showsOffDuty, busyIds });
  const rows = choose(settings.showsOffDuty);
  const rowIds = new Set(rows.map((row) => row.id));
  const booked = spans.filter((span) => rowIds.has(span.resourceId)).map((span) => clip(span, window));
  const open = [houseHours(location, shown), ...rows.map((row) => hoursOf(row, location, shown))];
  const hours = settings.isWholeDay ? { fromMinute: 0, toMinute: 1440 } : visibleHours(open, days, booked, zone);
  const hasServices = [...view.all('services').values()].some((service) => service.isActive);
  const levels = levelsOf(rows, [...spans, ...view.blocksIn(window), ...offSpansIn(window, view)]);
  const hiddenRows = rows.length === 0 ? choose(true).length : 0;
  return { rows, levels, hours, days, zone, shown, window, hiddenRows, hasServices };
}

function levelsOf(rows: readonly Resource[], spans: readonly Span[]): number {
  const byRow = Map.groupBy(spans, (span) => span.resourceId);
  return rows.reduce((sum, row) => sum + Math.max(1, stackDepth(byRow.get(row.id) ?? [])), 0);
}

// A day's leave fills the whole day; only visits make more of it visible.
function visitSpans(view: View, window: Interval, showsClosed: boolean): readonly Span[] {
  return view
    .appointmentsIn(window)
    .filter((one) => showsClosed || !isClosedLook(lookOf(one)))
    .flatMap(spansOf);
}

function clip({ start, end }: Interval, window: Interval): Interval {
  return { start: instant(Math.max(start, window.start)), end: instant(Math.min(end, window.end)) };
}

function isSameFrame(a: Frame, b: Frame): boolean {
  return (
    isSameList(a.rows, b.rows) &&
    isSameList(a.days, b.days) &&
    a.zone === b.zone &&
    a.levels === b.levels &&
    a.hours.fromMinute === b.hours.fromMinute &&
    a.hours.toMinute === b.hours.toMinute &&
    a.window.start === b.window.start &&
    a.window.end === b.window.end &&
    a.hiddenRows === b.hiddenRows &&
    a.hasServices === b.hasServices
  );
}

function isSameList<Item>(a: readonly Item[], b: readonly Item[]): boolean {
  return a.length === b.length && a.every((item, at) => item === b[at]);
}
