import { rangeInputSchema, rangeOutputSchema } from '#shared/replication/protocol.ts';
import { deskProcedure } from '#server/api/trpc.ts';

export const replicaRange = deskProcedure
  .input(rangeInputSchema)
  .output(rangeOutputSchema)
  .query(async ({ ctx: { authority, desk }, input: { from, to } }) => {
    const found = await authority.range(desk.tenantId, { start: from, end: to });
    if (found.appointments.length > 0) await authority.noteReading(desk, 'range.read');
    return found;
  });
