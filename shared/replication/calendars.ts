import { z } from 'zod';
import {
  calendarLanguageSchema,
  calendarScopeSchema,
  calendarTellingSchema,
} from '#shared/scheduling/calendar-scope.ts';
import { refusalCodeSchema } from '#shared/commands/refusal.ts';
import { idSchema } from '#shared/lib/text.ts';

/** What is written, and for whom; the rules are IC1 to IC9 in shared/calendars/SPEC.md. */
export const calendarWishSchema = z.strictObject({
  actorId: idSchema,
  scope: calendarScopeSchema,
  telling: calendarTellingSchema,
  language: calendarLanguageSchema,
});
export type CalendarWish = Readonly<z.infer<typeof calendarWishSchema>>;

const refusedSchema = z.object({
  kind: z.literal('refused'),
  code: z.union([refusalCodeSchema, z.literal('calendar-too-large')]),
});

export const exportedCalendarSchema = z.discriminatedUnion('kind', [
  /** `name` is of whom it is. */
  z.object({ kind: z.literal('exported'), name: z.string(), text: z.string() }),
  refusedSchema,
]);
export type ExportedCalendar = Readonly<z.infer<typeof exportedCalendarSchema>>;

/** A feed as managers see it: never with its secret. Times in milliseconds by the server's clock. */
export const calendarFeedSchema = z.object({
  id: idSchema,
  scope: calendarScopeSchema,
  telling: calendarTellingSchema,
  createdByName: z.string(),
  createdAt: z.number(),
  lastReadAt: z.number().nullable(),
});
export type CalendarFeed = Readonly<z.infer<typeof calendarFeedSchema>>;

export const createdFeedSchema = z.discriminatedUnion('kind', [
  /** `/calendar/….ics` on this server. It is told this once: the server keeps only its hash. */
  z.object({ kind: z.literal('created'), feed: calendarFeedSchema, path: z.string() }),
  refusedSchema,
]);
export type CreatedFeed = Readonly<z.infer<typeof createdFeedSchema>>;

export const listFeedsInputSchema = z.strictObject({ actorId: idSchema });
export const listedFeedsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('listed'), feeds: z.array(calendarFeedSchema) }),
  refusedSchema,
]);
export type ListedFeeds = Readonly<z.infer<typeof listedFeedsSchema>>;

export const revokeFeedInputSchema = z.strictObject({ actorId: idSchema, feedId: idSchema });
export const revokedFeedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('revoked') }),
  refusedSchema,
]);
export type RevokedFeed = Readonly<z.infer<typeof revokedFeedSchema>>;
