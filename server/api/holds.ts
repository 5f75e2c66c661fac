import {
  extendHoldOutputSchema,
  listHoldsOutputSchema,
  ownHoldSchema,
  placeHoldInputSchema,
  placeHoldOutputSchema,
  releaseHoldOutputSchema,
  setHoldMinutesInputSchema,
  setHoldMinutesOutputSchema,
} from '#shared/replication/holds.ts';
import { deskProcedure, router } from '#server/api/trpc.ts';

/** Time that a desk keeps while somebody decides; the rules are HD1 to HD14 in shared/replication/SPEC.md. */
export const holds = router({
  place: deskProcedure
    .input(placeHoldInputSchema)
    .output(placeHoldOutputSchema)
    .mutation(({ ctx, input }) => ctx.authority.holds.place(ctx.desk, input)),
  extend: deskProcedure
    .input(ownHoldSchema)
    .output(extendHoldOutputSchema)
    .mutation(({ ctx, input }) => ctx.authority.holds.extend(ctx.desk, input)),
  release: deskProcedure
    .input(ownHoldSchema)
    .output(releaseHoldOutputSchema)
    .mutation(({ ctx, input }) => ctx.authority.holds.release(ctx.desk, input)),
  list: deskProcedure.output(listHoldsOutputSchema).query(({ ctx }) => ctx.authority.holds.list(ctx.desk)),
  setMinutes: deskProcedure
    .input(setHoldMinutesInputSchema)
    .output(setHoldMinutesOutputSchema)
    .mutation(({ ctx, input }) => ctx.authority.holds.setMinutes(ctx.desk, input)),
});
