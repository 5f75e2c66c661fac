import type { z } from 'zod';
import { type Checkpoint, checkpointSchema, pullInputSchema, pullOutputSchema } from '#shared/replication/protocol.ts';
import { deskProcedure } from '#server/api/trpc.ts';

// A checkpoint that makes no sense starts over instead of failing for ever (PL3). The cast keeps the wire's own input
// type, which `catch` widens to unknown.
const forgivingCheckpoint = checkpointSchema.nullable().catch(null) as unknown as z.ZodType<
  Checkpoint | null,
  Checkpoint | null
>;

export const replicaPull = deskProcedure
  .input(pullInputSchema.extend({ checkpoint: forgivingCheckpoint }))
  .output(pullOutputSchema)
  .query(({ ctx, input }) => ctx.authority.pull(ctx.desk.tenantId, input));
