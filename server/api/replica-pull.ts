import type { z } from 'zod';
import { type Checkpoint, checkpointSchema, pullInputSchema, pullOutputSchema } from '#shared/replication/protocol.ts';
import type { Collection } from '#shared/scheduling/world.ts';
import { deskProcedure } from '#server/api/trpc.ts';

// A checkpoint that makes no sense starts over instead of failing for ever (PL3). The cast keeps the wire's own input
// type, which `catch` widens to unknown.
const forgivingCheckpoint = checkpointSchema.nullable().catch(null) as unknown as z.ZodType<
  Checkpoint | null,
  Checkpoint | null
>;

/** Whose documents say something about clients (AU5). */
const personal: ReadonlySet<Collection> = new Set(['appointments', 'clients', 'series']);

export const replicaPull = deskProcedure
  .input(pullInputSchema.extend({ checkpoint: forgivingCheckpoint }))
  .output(pullOutputSchema)
  .query(async ({ ctx: { authority, desk }, input }) => {
    const page = await authority.pull(desk.tenantId, input);
    const isAnew = input.checkpoint?.epoch !== authority.epoch;
    if (personal.has(input.collection) && page.documents.length > 0)
      await authority.noteReading(desk, isAnew ? 'sync.copy' : 'sync.changes');
    return page;
  });
