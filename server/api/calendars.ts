import {
  calendarWishSchema,
  createdFeedSchema,
  exportedCalendarSchema,
  listedFeedsSchema,
  listFeedsInputSchema,
  revokedFeedSchema,
  revokeFeedInputSchema,
} from '#shared/replication/calendars.ts';
import { deskProcedure, router } from '#server/api/trpc.ts';

/** Calendars as files and their secret addresses; the rules are IC1 to IC9 in shared/calendars/SPEC.md. */
export const calendars = router({
  export: deskProcedure
    .input(calendarWishSchema)
    .output(exportedCalendarSchema)
    .query(({ ctx, input }) => ctx.authority.calendars.export(ctx.desk, input)),
  createFeed: deskProcedure
    .input(calendarWishSchema)
    .output(createdFeedSchema)
    .mutation(({ ctx, input }) => ctx.authority.calendars.createFeed(ctx.desk, input)),
  listFeeds: deskProcedure
    .input(listFeedsInputSchema)
    .output(listedFeedsSchema)
    .query(({ ctx, input }) => ctx.authority.calendars.listFeeds(ctx.desk, input.actorId)),
  revokeFeed: deskProcedure
    .input(revokeFeedInputSchema)
    .output(revokedFeedSchema)
    .mutation(({ ctx, input }) => ctx.authority.calendars.revokeFeed(ctx.desk, input)),
});
