import { isWindowed } from '#shared/replication/kept-window.ts';
import type { Checkpoint, PullOutput } from '#shared/replication/protocol.ts';
import type { Collection } from '#shared/scheduling/world.ts';

/** Ids of documents, and their versions. */
type Held = ReadonlyMap<string, number>;

/**
 * A pull from nothing is answered as if the desk had nothing: the feed does not say what is gone (PL4). But pages may be
 * here whose checkpoint was never written. What is held and not mentioned by the end of such a pull has left the window.
 */
export class Unmentioned {
  readonly #held: () => Held;
  readonly #isMeant: boolean;
  #left = new Map<string, number>();
  #hasEnded = false;

  /** @param held what the feed has brought so far, and not called gone. */
  constructor(collection: Collection, held: () => Held) {
    this.#held = held;
    this.#isMeant = isWindowed(collection);
  }

  /** The page that was asked for with this checkpoint; the last of a pull from nothing with what is gone. */
  complete(checkpoint: Checkpoint | null, page: PullOutput): PullOutput {
    if (!this.#isMeant) return page;
    // From nothing once more, when the disk has not kept how far the last one came, nor perhaps what was gone by it.
    if (checkpoint === null) this.#left = new Map([...this.#left, ...this.#held()]);
    else if (this.#hasEnded) this.#left.clear();
    this.#hasEnded = !page.isBehind;
    for (const { document } of page.documents) this.#left.delete(idOf(document));
    if (page.isBehind || this.#left.size === 0) return page;
    const gone = Array.from(this.#left, ([id, version]) => ({ document: { id, version }, isGone: true }));
    return { ...page, documents: [...page.documents, ...gone] };
  }
}

function idOf(document: unknown): string {
  return typeof document === 'object' && document !== null && 'id' in document ? String(document.id) : '';
}
