import { giveUpInputSchema, leaseOverviewSchema, renewOutputSchema } from '#shared/replication/leases.ts';
import { deskProcedure, router } from '#server/api/trpc.ts';

/** What is kept for the desk that asks; the rules are LE1 to LE10 in shared/replication/SPEC.md. */
export const leases = router({
  renew: deskProcedure.output(renewOutputSchema).mutation(({ ctx }) => ctx.authority.renewLeases(ctx.desk)),
  giveUp: deskProcedure.input(giveUpInputSchema).mutation(async ({ ctx, input }) => {
    await ctx.authority.giveUpLeases(ctx.desk, input.slices);
    return {};
  }),
  overview: deskProcedure.output(leaseOverviewSchema).query(({ ctx }) => ctx.authority.leaseOverview(ctx.desk)),
});
