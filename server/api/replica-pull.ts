import type { z } from 'zod';
import { type Checkpoint, checkpointSchema, pullInputSchema, pullOutputSchema } from '#shared/replication/protocol.ts';
import type { DeskReading } from '#server/authority/audit/append-note.ts';
import type { FeedStart } from '#server/authority/feed-position.ts';
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

/** By what the server read the checkpoint as, and not by what the desk says of it. */
const readingFrom: Readonly<Record<FeedStart, DeskReading>> = {
  nothing: 'sync.copy',
  'new-week': 'sync.new-week',
  there: 'sync.changes',
};

export const replicaPull = deskProcedure
  .input(pullInputSchema.extend({ checkpoint: forgivingCheckpoint }))
  .output(pullOutputSchema)
  .query(async ({ ctx: { authority, desk }, input }) => {
    const { from, ...page } = await authority.pull(desk.tenantId, input);
    if (personal.has(input.collection) && page.documents.length > 0)
      await authority.noteReading(desk, readingFrom[from]);
    return page;
  });
