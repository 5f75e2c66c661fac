import { isWindowed } from '#shared/replication/kept-window.ts';
import type { Checkpoint, PullOutput } from '#shared/replication/protocol.ts';
import type { Collection } from '#shared/scheduling/world.ts';

/** Ids of documents, and their versions. */
type Held = ReadonlyMap<string, number>;

/**
 * How far a replica has come, as it lies on its disk: the server's checkpoint, and of a pull from nothing what was here
 * before and has not been mentioned so far. One record, so that whoever goes on with the pull, after any number of
 * crashes, knows both or neither.
 */
export type ReplicaCheckpoint = Checkpoint & { readonly unmentioned?: readonly (readonly [string, number])[] };

export type ReplicaPage = PullOutput & { readonly checkpoint: ReplicaCheckpoint };

/** As the server has given it; anything more would be no checkpoint to it (PL3). */
export function asGiven(from: ReplicaCheckpoint | null): Checkpoint | null {
  if (from === null) return null;
  const { epoch, xid, id, floor, anchor } = from;
  return { epoch, xid, id, floor, anchor };
}

/**
 * A pull from nothing is answered as if the desk had nothing: the feed does not say what is gone (PL4). But pages may be
 * here whose checkpoint was never written. What is held and not mentioned by the end of such a pull has left the window.
 */
export class Unmentioned {
  readonly #held: () => Held;
  readonly #isMeant: boolean;
  #left = new Map<string, number>();

  /** @param held what the feed has brought so far, and not called gone. */
  constructor(collection: Collection, held: () => Held) {
    this.#held = held;
    this.#isMeant = isWindowed(collection);
  }

  /** The page that was asked for with this checkpoint; the last of a pull from nothing with what is gone. */
  complete(from: ReplicaCheckpoint | null, page: PullOutput): ReplicaPage {
    if (!this.#isMeant) return page;
    // From nothing once more, when the disk has not kept how far the last one came: then screens have forgotten what was
    // gone by it, and the disk perhaps not.
    this.#left = new Map(from === null ? [...this.#left, ...this.#held()] : from.unmentioned);
    const left = new Map(this.#left);
    for (const { document } of page.documents) left.delete(idOf(document));
    if (page.isBehind) return { ...page, checkpoint: { ...page.checkpoint, unmentioned: [...left] } };
    const gone = Array.from(left, ([id, version]) => ({ document: { id, version }, isGone: true }));
    // Never left out: RxDB lays a checkpoint over the one before, and keeps of that what the new one does not have.
    return { ...page, checkpoint: { ...page.checkpoint, unmentioned: [] }, documents: [...page.documents, ...gone] };
  }
}

function idOf(document: unknown): string {
  return typeof document === 'object' && document !== null && 'id' in document ? String(document.id) : '';
}
