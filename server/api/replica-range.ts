import { rangeInputSchema, rangeOutputSchema } from '#shared/replication/protocol.ts';
import { deskProcedure } from '#server/api/trpc.ts';

export const replicaRange = deskProcedure
  .input(rangeInputSchema)
  .output(rangeOutputSchema)
  .query(({ ctx, input: { from, to } }) => ctx.authority.range(ctx.desk.tenantId, { start: from, end: to }));
