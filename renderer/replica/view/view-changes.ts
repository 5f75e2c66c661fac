import { sameValue } from '#shared/commands/merge-field.ts';
import type { Collection, Documents } from '#shared/scheduling/world.ts';
import type { ViewChange } from '#renderer/replica/desk.ts';
import { type IndexedWorld, keyOf } from '#renderer/replica/view/indexed-world.ts';

/**
 * Writes to the world and remembers how every touched document was before, so that one step of many writes ends as the
 * short list of documents that are really different.
 */
export class ViewChanges {
  readonly #before = new Map<string, ViewChange>();
  readonly #forced = new Set<string>();
  readonly #world: IndexedWorld;

  constructor(world: IndexedWorld) {
    this.#world = world;
  }

  put<Name extends Collection>(collection: Name, id: string, document: Documents[Name] | null): void {
    this.#remember(collection, id);
    this.#world.put(collection, id, document);
  }

  /** Reports the document even when it stays the same: something that is said about it has changed. */
  force(collection: Collection, id: string): void {
    this.#remember(collection, id);
    this.#forced.add(keyOf(collection, id));
  }

  /** The documents that changed; one that came out equal gets its old identity back, and screens rest. */
  finish(): readonly ViewChange[] {
    const changed: ViewChange[] = [];
    for (const [key, { collection, id, document: before }] of this.#before) {
      const now = this.#world.find(collection, id);
      const isSame = now === before || sameValue(now, before);
      if (isSame && now !== before) this.#world.put(collection, id, before);
      if (!isSame || this.#forced.has(key)) changed.push(viewChange(collection, id, isSame ? before : now));
    }
    return changed;
  }

  #remember(collection: Collection, id: string): void {
    const key = keyOf(collection, id);
    if (this.#before.has(key)) return;
    this.#before.set(key, viewChange(collection, id, this.#world.find(collection, id)));
  }
}

function viewChange(collection: Collection, id: string, document: ViewChange['document']): ViewChange {
  // The document was found in this very collection, which the compiler cannot pair in a union.
  return { collection, id, document } as ViewChange;
}
