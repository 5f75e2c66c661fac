import type { WeeklyHours } from '#shared/scheduling/weekly-hours.ts';

export type Span = WeeklyHours[number];
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
export type Weekday = (typeof weekdays)[number];

const USUAL = { fromMinute: 9 * 60, toMinute: 17 * 60 };

export function spansOn(hours: WeeklyHours, weekday: number): readonly Span[] {
  return hours.filter((span) => span.weekday === weekday);
}

/** The week with this day's spans instead; in order, so that two equal weeks are the same value. */
export function withDay(hours: WeeklyHours, weekday: number, spans: readonly Omit<Span, 'weekday'>[]): WeeklyHours {
  const others = hours.filter((span) => span.weekday !== weekday);
  return [...others, ...spans.map(({ fromMinute, toMinute }) => ({ weekday, fromMinute, toMinute }))].toSorted(
    (a, b) => a.weekday - b.weekday || a.fromMinute - b.fromMinute,
  );
}

/** Opens a day with another open day's hours, or the usual ones. */
export function openDay(hours: WeeklyHours, weekday: number): WeeklyHours {
  const example = hours[0]?.weekday;
  const spans = example === undefined ? [] : spansOn(hours, example);
  return withDay(hours, weekday, spans.length > 0 ? spans : [USUAL]);
}

/** Another stretch after the last one, an hour later where the day has room. */
export function addSpan(hours: WeeklyHours, weekday: number): WeeklyHours {
  const spans = spansOn(hours, weekday);
  const last = spans.at(-1)?.toMinute ?? USUAL.fromMinute;
  const fromMinute = Math.min(last + 60, 23 * 60);
  return withDay(hours, weekday, [...spans, { fromMinute, toMinute: Math.min(fromMinute + 180, 24 * 60) }]);
}

export function copyToOpenDays(hours: WeeklyHours, weekday: number): WeeklyHours {
  const spans = spansOn(hours, weekday);
  const open = new Set(hours.map((span) => span.weekday));
  return [...open].reduce<WeeklyHours>((all, day) => withDay(all, day, spans), hours);
}

/** `1440` as `00:00`: midnight closes the day that it ends. */
export function clockText(minute: number): string {
  const wall = minute % 1440;
  return `${String(Math.floor(wall / 60)).padStart(2, '0')}:${String(wall % 60).padStart(2, '0')}`;
}

/** `9`, `930`, `9:30`, `09.30` as minutes of the day; null when it is no time. */
export function parseClock(typed: string): number | null {
  const match = /^\s*(\d{1,2})(?:[:.h]?(\d{2}))?\s*$/.exec(typed);
  if (match === null) return null;
  const hour = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  if (hour === 24 && minute === 0) return 1440;
  return hour < 24 && minute < 60 ? hour * 60 + minute : null;
}
