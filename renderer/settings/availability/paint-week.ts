import type { WeeklyHours } from '#shared/scheduling/weekly-hours.ts';
import { spansOn, withDay } from '#renderer/settings/week.ts';

export type Stroke = { readonly weekday: number; readonly fromMinute: number; readonly toMinute: number };

export function isPainted(hours: WeeklyHours, weekday: number, minute: number): boolean {
  return spansOn(hours, weekday).some((span) => span.fromMinute <= minute && minute < span.toMinute);
}

/** The week with this stretch of a day added or wiped out; what touches becomes one. */
export function paint(hours: WeeklyHours, { weekday, fromMinute, toMinute }: Stroke, is: 'on' | 'off'): WeeklyHours {
  const left = spansOn(hours, weekday).flatMap((span) =>
    [
      { fromMinute: span.fromMinute, toMinute: Math.min(span.toMinute, fromMinute) },
      { fromMinute: Math.max(span.fromMinute, toMinute), toMinute: span.toMinute },
    ].filter((one) => one.fromMinute < one.toMinute),
  );
  if (is === 'off') return withDay(hours, weekday, left);
  const touching = left.filter((span) => span.toMinute >= fromMinute && span.fromMinute <= toMinute);
  const whole = {
    fromMinute: Math.min(fromMinute, ...touching.map((span) => span.fromMinute)),
    toMinute: Math.max(toMinute, ...touching.map((span) => span.toMinute)),
  };
  return withDay(hours, weekday, [...left.filter((span) => !touching.includes(span)), whole]);
}

/** One day's stretches on every other day of the week. */
export function copyToAllDays(hours: WeeklyHours, weekday: number): WeeklyHours {
  const spans = spansOn(hours, weekday);
  return [1, 2, 3, 4, 5, 6, 7].reduce<WeeklyHours>((all, day) => withDay(all, day, spans), hours);
}

/** The stretch between two quarters of an hour, both of them in it. */
export function strokeBetween(weekday: number, a: number, b: number): Stroke {
  return { weekday, fromMinute: Math.min(a, b), toMinute: Math.max(a, b) + QUARTER };
}

export const QUARTER = 15;
