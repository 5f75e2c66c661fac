import { anchorOf } from '#shared/replication/kept-window.ts';
import type { Checkpoint, PullOutput } from '#shared/replication/protocol.ts';
import type { Collection } from '#shared/scheduling/world.ts';
import type { Clock } from '#server/authority/clock.ts';
import { type FeedStart, readPosition } from '#server/authority/feed-position.ts';
import type { AuthorityStore } from '#server/authority/store.ts';

export type PullRequest = {
  readonly collection: Collection;
  readonly checkpoint: Checkpoint | null;
  readonly limit: number;
};

export type Feed = { readonly store: AuthorityStore; readonly epoch: string; readonly clock: Clock };

export type FeedPage = PullOutput & { readonly from: FeedStart };

/** A page of a collection's changes, oldest first; the rules are in shared/replication/SPEC.md. */
export async function pullPage(feed: Feed, tenantId: string, request: PullRequest): Promise<FeedPage> {
  const anchor = anchorOf(feed.clock());
  // One snapshot for all of it: the rows, and the horizon below which no more can appear (PL1).
  return feed.store.snapshot(tenantId, async (tx) => {
    const horizon = await tx.horizon(request.collection);
    const position = readPosition(request.checkpoint, { epoch: feed.epoch, anchor, horizon });
    const rows = await tx.rows({ ...request, position, horizon });
    const last = rows.at(-1);
    const { floor, from } = position;
    return {
      documents: rows.map(({ doc, isGone }) => ({ document: doc, isGone })),
      checkpoint: { epoch: feed.epoch, xid: last?.xid ?? position.xid, id: last?.id ?? position.id, floor, anchor },
      isBehind: rows.length === request.limit || horizon.hasMore,
      from,
    };
  });
}
