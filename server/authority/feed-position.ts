import type { Checkpoint } from '#shared/replication/protocol.ts';
import type { LocalDate } from '#shared/time/local.ts';

/** Where a pull goes on: after this row. */
export type Position = {
  readonly xid: string;
  readonly id: string;
  /** Rows outside the window up to here are not mentioned; the desk has never had them. */
  readonly floor: string;
  readonly anchor: LocalDate;
};

/** From nothing; once more, for a new week; or on from where the desk was. */
export type FeedStart = 'nothing' | 'new-week' | 'there';

export type Present = {
  readonly epoch: string;
  readonly anchor: LocalDate;
  readonly horizon: { readonly xmin: string; readonly newest: string };
};

const beforeAll = '00000000-0000-0000-0000-000000000000';

/** Reads a desk's checkpoint: on from there, from nothing (PL3), or once more for a new week (PL5). */
export function readPosition(
  checkpoint: Checkpoint | null,
  { epoch, anchor, horizon }: Present,
): Position & { readonly from: FeedStart } {
  const fromNothing = { xid: '0', id: beforeAll, floor: horizon.newest, anchor, from: 'nothing' } as const;
  if (checkpoint === null || checkpoint.epoch !== epoch || !isSound(checkpoint, horizon.xmin)) return fromNothing;
  if (checkpoint.anchor !== anchor)
    return { xid: '0', id: beforeAll, floor: wholeUpTo(checkpoint.xid), anchor, from: 'new-week' };
  const { xid, floor } = checkpoint;
  return { xid, id: checkpoint.id, floor, anchor, from: xid === '0' ? 'nothing' : 'there' };
}

/** Of the last transaction the desk may have had a part only, and what it knew of the rest may leave the window unmentioned. */
function wholeUpTo(xid: string): string {
  const before = BigInt(xid) - 1n;
  return String(before < 0n ? 0n : before);
}

// A position at or above the horizon was never handed out here: the desk has seen another history of this epoch.
function isSound({ xid, floor, id }: Checkpoint, xmin: string): boolean {
  return (
    BigInt(xid) < BigInt(xmin) &&
    BigInt(floor) < BigInt(xmin) &&
    /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
  );
}
