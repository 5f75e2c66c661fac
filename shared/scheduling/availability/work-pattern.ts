import { z } from 'zod';
import { requiredText, text } from '#shared/lib/text.ts';
import { weeklyHoursSchema } from '#shared/scheduling/weekly-hours.ts';
import { disambiguationSchema } from '#shared/time/clock-change.ts';
import { weekday } from '#shared/time/local.ts';

/** A day of the calendar, `2026-11-21`, without a zone. */
export const localDateSchema = z.iso.date({ error: 'not-a-date' });

const weekSchema = z.strictObject({
  hours: weeklyHoursSchema,
  /** Taken out of the hours; what of them lies outside changes nothing. */
  breaks: weeklyHoursSchema,
});
export type PatternWeek = Readonly<z.infer<typeof weekSchema>>;

/** Weeks that take turns, from one day to another. */
export const templateSchema = z
  .strictObject({
    validFrom: localDateSchema,
    /** The last day; null for good. */
    validTo: localDateSchema.nullable(),
    weeks: z.array(weekSchema).min(1).max(8),
    /** The Monday of a first week; the others follow in turn, before it too. */
    anchor: localDateSchema.refine((date) => weekday(date) === 1, { error: 'not-a-monday' }),
  })
  .refine(({ validFrom, validTo }) => validTo === null || validFrom <= validTo, { error: 'end-before-start' });
export type WorkTemplate = Readonly<z.infer<typeof templateSchema>>;

export const daySpanSchema = z
  .strictObject({ fromMinute: z.int().min(0).max(1439), toMinute: z.int().min(1).max(1440) })
  .refine((span) => span.fromMinute < span.toMinute, { error: 'end-before-start' });
/** A stretch of one local day in minutes of the wall clock, half-open. */
export type DaySpan = Readonly<z.infer<typeof daySpanSchema>>;

/** Other hours on one day; without any, the day off. */
export const exceptionSchema = z.strictObject({
  date: localDateSchema,
  hours: z.array(daySpanSchema).max(10),
  /** Which is meant where the clocks skip or repeat one of the times on that day (AV11). */
  disambiguation: disambiguationSchema.optional(),
  reason: text(200),
});
export type HoursException = Readonly<z.infer<typeof exceptionSchema>>;

/** Days on which a location is shut, both included. */
export const closureSchema = z
  .strictObject({ fromDate: localDateSchema, toDate: localDateSchema, reason: text(200) })
  .refine(({ fromDate, toDate }) => fromDate <= toDate, { error: 'end-before-start' });
export type Closure = Readonly<z.infer<typeof closureSchema>>;

/** The public holidays that a manager has accepted. They are kept, so that all desks and the server agree on them. */
export const holidayCalendarSchema = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/),
  /** The library's own word for a part of the country; empty for all of it. */
  region: text(40),
  days: z.array(z.strictObject({ date: localDateSchema, name: requiredText(200), isOpen: z.boolean() })).max(400),
});
export type HolidayCalendar = Readonly<z.infer<typeof holidayCalendarSchema>>;
