import type { Command } from '#shared/replication/protocol.ts';
import type { Collection } from '#shared/scheduling/world.ts';
import type { KnownAs } from '#tests/simulation/carried.ts';
import type { DeskProcess } from '#tests/simulation/desk/desk-process.ts';
import { simCollections } from '#tests/simulation/desk/sim-replica.ts';
import { Violation } from '#tests/simulation/violation.ts';

/** What a person was told is saved: it must never vanish (I2). */
export type Acknowledged = { readonly command: Command; readonly makes: readonly (readonly [Collection, string])[] };

type Watched = {
  readonly name: string;
  readonly acknowledged: ReadonlyMap<string, Acknowledged>;
  /** A restore has taken it from the server. */
  readonly isLost: (commandId: string) => boolean;
  /** The weeks that desks carry have moved on past it. */
  readonly hasLeft: (known: KnownAs) => boolean;
  /** An old page has claimed to be the newest: what the server wrote since may leave the screen until the next pull. */
  readonly hasBeenLiedTo: () => boolean;
  readonly reofferedThrough: () => number;
  readonly fail: (violation: Violation) => void;
};

/** Looks at every change of one window's screen: own writes stay in sight (I8), versions only rise (I9). */
export class ScreenWatch {
  readonly #watched: Watched;
  readonly #shownVersions = new Map<string, number>();
  /** What was saved here: anything else this window has never predicted on a whole replica. */
  readonly #savedHere = new Set<string>();
  #isRebuilding: boolean;

  constructor(watched: Watched, isReplicaWhole: boolean) {
    this.#watched = watched;
    // A replica that was thrown away and not pulled since has nothing to show beneath.
    this.#isRebuilding = !isReplicaWhole;
  }

  saved(commandId: string): void {
    this.#savedHere.add(commandId);
  }

  caughtUp(): void {
    this.#isRebuilding = false;
  }

  /** The server is another one: what was on the screen may go until it is pulled anew. */
  rebuild(): void {
    this.#isRebuilding = true;
    this.#shownVersions.clear();
  }

  look(process: DeskProcess): void {
    if (!process.isOpen) return;
    this.#ownWritesAreInSight(process);
    for (const collection of simCollections)
      for (const id of process.view.view.all(collection).keys()) {
        const key = `${collection}/${id}`;
        const version = process.view.versionOf(collection, id);
        if (version < (this.#shownVersions.get(key) ?? 0))
          this.#watched.fail(new Violation('I9', `${key} went back to version ${version} on ${this.#watched.name}`));
        this.#shownVersions.set(key, version);
      }
  }

  #ownWritesAreInSight({ log, view }: DeskProcess): void {
    const { acknowledged, name, isLost, hasLeft, hasBeenLiedTo, reofferedThrough, fail } = this.#watched;
    const mayMiss = this.#isRebuilding || hasBeenLiedTo();
    const through = reofferedThrough();
    for (const [commandId, { makes, command }] of acknowledged) {
      const entry = log.find(commandId);
      const verdict = entry?.verdict ?? null;
      const isSavedHere = this.#savedHere.has(commandId);
      if (entry === null || verdict?.kind === 'refused' || isLost(commandId)) continue;
      if (mayMiss && (verdict !== null || !isSavedHere)) continue;
      // It is held back for a while (RO4), and this run has never predicted it.
      if (verdict === null && !isSavedHere && command.sequence <= through) continue;
      for (const [collection, id] of makes)
        if (
          view.view.find(collection, id) === null &&
          !hasLeft({ collection, id, version: view.versionOf(collection, id) })
        )
          fail(new Violation('I8', `${collection}/${id} of ${commandId} left the screen of ${name}`));
    }
  }
}
