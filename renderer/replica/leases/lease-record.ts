import { z } from 'zod';
import { renewOutputSchema } from '#shared/replication/leases.ts';
import type { DeskRecords } from '#shared/desktop/outbox.ts';
import { heldLeasesSchema, markUnread, noLeases } from '#renderer/replica/leases/held-leases.ts';
import { clockMarkSchema } from '#renderer/replica/leases/latest-server-time.ts';

const KEY = 'leases';

const leaseRecordSchema = z.object({
  /** The desk that the leases are of, and the replica that was read for them. */
  deskId: z.string(),
  generation: z.number(),
  leases: heldLeasesSchema,
  clock: clockMarkSchema.nullable(),
  /** What other desks had when the server last said so; none in records of older versions. */
  others: renewOutputSchema.shape.others.default([]),
  desks: renewOutputSchema.shape.desks,
});
export type LeaseRecord = Readonly<z.infer<typeof leaseRecordSchema>>;

/** What is on disk, for this desk; what cannot be read keeps nothing, which only makes bookings provisional. */
export async function readLeaseRecord(records: DeskRecords, deskId: string, generation: number): Promise<LeaseRecord> {
  const empty = { deskId, generation, leases: noLeases, clock: null, others: [], desks: [] };
  const text = await records.read(KEY);
  const parsed = leaseRecordSchema.safeParse(text === null ? null : parseJson(text));
  if (!parsed.success || parsed.data.deskId !== deskId) return empty;
  if (parsed.data.generation === generation) return parsed.data;
  return { ...parsed.data, generation, leases: markUnread(parsed.data.leases) };
}

export function writeLeaseRecord(records: DeskRecords, record: LeaseRecord): Promise<void> {
  return records.write(KEY, JSON.stringify(record));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
