import type { Collection } from '#shared/scheduling/world.ts';
import type { ViewChange } from '#renderer/replica/desk.ts';

type Listener = (changes: readonly ViewChange[]) => void;

/** Those who follow the view, and its counters. */
export class ViewSubscribers {
  readonly #listeners = new Set<Listener>();
  readonly #revisions = new Map<Collection, number>();
  #revision = 0;

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  revision(): number {
    return this.#revision;
  }

  collectionRevision(collection: Collection): number {
    return this.#revisions.get(collection) ?? 0;
  }

  /** No document is different, and still something is that screens derive from. */
  stir(): void {
    this.#revision += 1;
    for (const listener of this.#listeners) listener([]);
  }

  tell(changes: readonly ViewChange[]): void {
    if (changes.length === 0) return;
    this.#revision += 1;
    for (const { collection } of changes) {
      this.#revisions.set(collection, this.#revision);
      // The occurrences that nothing happened to are what their series says.
      if (collection === 'series') this.#revisions.set('appointments', this.#revision);
    }
    for (const listener of this.#listeners) listener(changes);
  }
}
