import type { AnyDocument, Collection } from '#shared/scheduling/world.ts';
import type { ViewChange } from '#renderer/replica/desk.ts';
import { keyOf } from '#renderer/replica/view/indexed-world.ts';

/** Names a document whose copies have changed. */
export type Touched = { readonly collection: Collection; readonly id: string };

type Held = { readonly collection: Collection; readonly document: AnyDocument };

/**
 * The copies of documents that this desk has: what the feed brought, and what a range brought that somebody looks at.
 * The newer copy counts, and none is older than one that was ever here (I9, RG5).
 */
export class KnownDocuments {
  readonly #pulled = new Map<string, Held>();
  #looked = new Map<string, Held>();
  /** The highest version that the feed ever brought of each document, and that any copy had; they outlive it. */
  readonly #pulledVersions = new Map<string, number>();
  readonly #versions = new Map<string, number>();

  find(collection: Collection, id: string): AnyDocument | null {
    return this.#newest(keyOf(collection, id));
  }

  /** Whether a copy that is here now holds what wrote this version. A name may be of no collection known here. */
  has(collection: string, id: string, version: number): boolean {
    return (this.#newest(`${collection}/${id}`)?.version ?? 0) >= version;
  }

  /** The highest version that the feed brought, and so the disk has had. */
  pulledVersion(collection: string, id: string): number {
    return this.#pulledVersions.get(`${collection}/${id}`) ?? 0;
  }

  /** What the feed has brought of a collection and not called gone: versions by id. */
  held(collection: Collection): ReadonlyMap<string, number> {
    const own = [...this.#pulled.values()].filter((one) => one.collection === collection);
    return new Map(own.map(({ document: { id, version } }) => [id, version]));
  }

  /** Takes in what the feed says. @returns whether that is news. */
  pull({ collection, id, document }: ViewChange): boolean {
    const key = keyOf(collection, id);
    if (document === null) return this.#pulled.delete(key);
    const known = this.#pulled.get(key)?.document;
    if (document.version < this.pulledVersion(collection, id) || known?.version === document.version) return false;
    this.#pulledVersions.set(key, document.version);
    this.#pulled.set(key, { collection, document });
    this.#see(key, document);
    return true;
  }

  /** Takes in what a range has now, in the place of what it had before. */
  look(changes: readonly ViewChange[]): readonly Touched[] {
    const before = this.#looked;
    this.#looked = new Map();
    for (const { collection, id, document } of changes) {
      const key = keyOf(collection, id);
      if (document === null || document.version < (this.#versions.get(key) ?? 0)) continue;
      this.#looked.set(key, { collection, document });
      this.#see(key, document);
    }
    return touched(new Map([...before, ...this.#looked]).values());
  }

  /** Forgets the copies of a range. */
  lookAway(): readonly Touched[] {
    return this.look([]);
  }

  /** Forgets everything, also which versions there were: they were another database's. */
  clear(): readonly Touched[] {
    const all = touched(new Map([...this.#pulled, ...this.#looked]).values());
    for (const map of [this.#pulled, this.#looked, this.#pulledVersions, this.#versions]) map.clear();
    return all;
  }

  #newest(key: string): AnyDocument | null {
    const pulled = this.#pulled.get(key)?.document;
    const looked = this.#looked.get(key)?.document;
    if (pulled === undefined || looked === undefined) return pulled ?? looked ?? null;
    return looked.version > pulled.version ? looked : pulled;
  }

  #see(key: string, { version }: AnyDocument): void {
    this.#versions.set(key, Math.max(version, this.#versions.get(key) ?? 0));
  }
}

function touched(held: Iterable<Held>): readonly Touched[] {
  return Array.from(held, ({ collection, document: { id } }) => ({ collection, id }));
}
