import type { Change } from '#shared/commands/decision.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { Block } from '#shared/scheduling/block.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import { ClaimIndex } from '#shared/scheduling/claim-index.ts';
import { holderKindOf } from '#shared/scheduling/holder-kind.ts';
import { SeriesIndex } from '#shared/scheduling/series/series-index.ts';
import type { AnyDocument, Collection, Documents } from '#shared/scheduling/world.ts';
import { type Interval, overlaps } from '#shared/time/interval.ts';
import type { PublicHold } from '#shared/replication/holds.ts';
import type { View, ViewChange } from '#renderer/replica/desk.ts';
import type { Store } from '#renderer/replica/store.ts';
import { HeldByOthers } from '#renderer/replica/view/held-by-others.ts';

/** A View over plain maps. What it is told is shown at once; `isPending` is whatever the desk said of the change. */
export class InMemoryView implements View {
  readonly #collections = new Map<Collection, Map<string, AnyDocument>>();
  readonly #revisions = new Map<Collection, number>();
  readonly #claims = new ClaimIndex();
  readonly #series = new SeriesIndex();
  readonly #pending = new Set<string>();
  readonly #held = new HeldByOthers();
  readonly #listeners = new Set<(changes: readonly ViewChange[]) => void>();
  #revision = 0;

  find<Name extends Collection>(collection: Name, id: string): Documents[Name] | null {
    const stored = this.#of(collection).get(id) ?? null;
    if (stored !== null || collection !== 'appointments') return stored;
    return this.#series.find(id) as Documents[Name] | null; // An appointment, of the appointments.
  }

  all<Name extends Collection>(collection: Name): ReadonlyMap<string, Documents[Name]> {
    return this.#of(collection);
  }

  claimsOn(resourceId: string, window: Interval): readonly HeldClaim[] {
    const virtual = this.#series.claimsOn(resourceId, window);
    const isStored = (id: string): boolean => this.#of('appointments').has(id);
    const free = virtual.filter(({ holder }) => !isStored(holder.id));
    return [...this.#claims.overlapping(resourceId, window), ...free, ...this.#held.claimsOn(resourceId, window)];
  }

  get holds(): Store<readonly PublicHold[]> {
    return this.#held.holds;
  }

  /** What other desks hold from now on. */
  putHolds(...holds: readonly PublicHold[]): void {
    this.#held.set(holds);
    this.change([], false);
  }

  appointmentsIn(window: Interval): readonly Appointment[] {
    const stored = this.#of('appointments');
    const virtual = this.#series.overlapping(window).filter(({ id }) => !stored.has(id));
    return [...[...stored.values()].filter((appointment) => overlaps(appointment, window)), ...virtual];
  }

  blocksIn(window: Interval): readonly Block[] {
    return [...this.#of('blocks').values()].filter((block) => !block.isRemoved && overlaps(block, window));
  }

  isPending(collection: Collection, id: string): boolean {
    return this.#pending.has(`${collection}/${id}`);
  }

  // Arrow functions, because React takes them from their object.
  readonly subscribe = (listener: (changes: readonly ViewChange[]) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly revision = (): number => this.#revision;
  readonly collectionRevision = (collection: Collection): number => this.#revisions.get(collection) ?? 0;

  put<Name extends Collection>(collection: Name, ...documents: readonly Documents[Name][]): void {
    // Each document belongs to the collection it is put into, which a union of pairs cannot say.
    this.change(
      documents.map((document) => ({ collection, document }) as unknown as Change),
      false,
    );
  }

  change(changes: readonly Change[], isPending: boolean): void {
    for (const change of changes) this.#write(change, isPending);
    this.#revision += 1;
    const seen = changes.map((change) => ({ ...change, id: change.document.id }) as ViewChange); // The pair stays a pair.
    for (const listener of this.#listeners) listener(seen);
  }

  #write({ collection, document }: Change, isPending: boolean): void {
    const key = `${collection}/${document.id}`;
    if (isPending) this.#pending.add(key);
    else this.#pending.delete(key);
    this.#of(collection).set(document.id, document);
    this.#revisions.set(collection, this.collectionRevision(collection) + 1);
    if (collection === 'series') this.#series.set(document.id, document);
    if (!('claims' in document)) return;
    const kind = holderKindOf(collection);
    this.#claims.set(
      document.id,
      document.claims.map((claim) => ({ ...claim, holder: { kind, id: document.id } })),
    );
  }

  #of<Name extends Collection>(collection: Name): Map<string, Documents[Name]> {
    const map = this.#collections.get(collection) ?? new Map<string, AnyDocument>();
    this.#collections.set(collection, map);
    return map as Map<string, Documents[Name]>; // The key names the collection, so its map holds its documents.
  }
}
