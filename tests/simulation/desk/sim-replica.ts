import type { Checkpoint, PullOutput } from '#shared/replication/protocol.ts';
import type { Collection } from '#shared/scheduling/world.ts';
import { REPLICA_GENERATION } from '#renderer/replica/database/replica-generation.ts';
import type { ViewChange } from '#renderer/replica/desk.ts';
import { pulledDocuments } from '#renderer/replica/database/pulled-documents.ts';
import {
  asGiven,
  type ReplicaCheckpoint,
  type ReplicaPage,
  Unmentioned,
} from '#renderer/replica/database/unmentioned.ts';
import { backoffMs } from '#renderer/replica/network/backoff.ts';
import type { DeskView } from '#renderer/replica/view/desk-view.ts';
import { forgetLongPast } from '#tests/simulation/desk/forget-long-past.ts';
import type { DeskDisk } from '#tests/simulation/desk/desk-disk.ts';

/** What changes in a run; the rest of the clinic is pulled the same way, and the same as often. */
export const simCollections = [
  'appointments',
  'blocks',
  'clients',
  'locations',
  'people',
  'resources',
  'series',
  'services',
  'timeOff',
] as const satisfies readonly Collection[];
/** Pulled only where visits recur. */
const ofSeries: readonly Collection[] = ['series', 'timeOff'];
/** These never change after the start, so a poke does not ask for them again. */
const constant: readonly Collection[] = ['locations', 'services'];

/** Documents as they were written, by one window of a desk for the others. */
export type ReplicaWrite = { readonly generation: number; readonly changes: readonly ViewChange[] };

type ReplicaOptions = {
  readonly disk: DeskDisk;
  readonly view: DeskView;
  readonly pageLimit: number;
  readonly hasSeries: boolean;
  readonly pull: (collection: Collection, checkpoint: Checkpoint | null, signal: AbortSignal) => Promise<PullOutput>;
  /** `asOf`: the commit up to which the server had everything that is here now. */
  readonly onCaughtUp: (tick: number, asOf: number) => void;
  readonly lastCommit: () => number;
  /** What was on the screen may go until it is pulled anew. */
  readonly onReplaced: () => void;
  /** The replica of this number has taken the place of the old one. */
  readonly onNewReplica: (generation: number) => void;
  /** What was written, for the other windows. */
  readonly onWritten: (written: ReplicaWrite) => void;
  /** Something on the disk was replaced by an older version of it (I9). */
  readonly onRegress: (key: string) => void;
  readonly onFault: (fault: string) => void;
  /** Planted: takes whatever the server sends, older or not. */
  readonly hasNoVersionGuard: boolean;
  readonly wait: (ms: number) => Promise<void>;
};

/**
 * Stands where RxDB does: pulls each collection page by page, writes the page and then its checkpoint, asks again while
 * it is behind. RxDB itself is proved in Chromium; what is decided about documents is the same code.
 */
export class SimReplica {
  readonly #options: ReplicaOptions;
  readonly #busy = new Map<Collection, { isWantedAgain: boolean }>();
  readonly #doneAt = new Map<Collection, number>();
  readonly #checkpoints = new Map<Collection, ReplicaCheckpoint>();
  readonly #unmentioned = new Map<Collection, Unmentioned>();
  readonly #commitAt = new Map<number, number>();
  #life = new AbortController();
  readonly #collections: readonly Collection[];
  #isRead = false;
  #anchor = '';
  #forgotten = '';
  #timesBehind = 0;
  #generation = 0;
  #isLeading = false;

  constructor(options: ReplicaOptions) {
    this.#options = options;
    this.#collections = simCollections.filter((name) => options.hasSeries || !ofSeries.includes(name));
  }

  /** What is on disk goes into the view. */
  async read(): Promise<void> {
    const { disk, view } = this.#options;
    const stored = await disk.read(({ replica }) => ({
      generation: replica.generation,
      documents: [...replica.documents.values()],
    }));
    this.#isRead = true;
    this.#generation = stored.generation;
    view.applyReplica(
      stored.documents.map(({ collection, id, _deleted, body }): ViewChange => {
        // Parsed by its schema before it was written.
        return { collection, id, document: _deleted ? null : JSON.parse(body) } as ViewChange;
      }),
    );
  }

  /** Pulls from now on: one window does, from where the last one had come to. */
  async lead(): Promise<void> {
    const checkpoints = await this.#options.disk.read(({ replica }) => [...replica.checkpoints]);
    for (const [collection, checkpoint] of checkpoints) this.#checkpoints.set(collection, checkpoint);
    this.#isLeading = true;
    this.resync();
  }

  /** Another window has written. */
  hear({ generation, changes }: ReplicaWrite): void {
    if (generation === this.#generation) this.#options.view.applyReplica(changes);
  }

  /** Another window has thrown the replica away. */
  async follow(): Promise<void> {
    this.#forget();
    await this.read();
    if (this.#isLeading) await this.lead();
  }

  resync(): void {
    if (!this.#isLeading) return;
    for (const collection of this.#collections) {
      const isDone = constant.includes(collection) && this.#doneAt.has(collection);
      if (isDone) this.#doneAt.set(collection, this.#startTick());
      else this.#wake(collection);
    }
  }

  /** Old pages may have claimed to be the newest: what counts is pulled from now on. */
  distrust(): void {
    // It has just been started, and pulls once it knows how far it had come.
    if (!this.#isRead) return;
    this.#doneAt.clear();
    this.resync();
  }

  /** Throws the replica away, and pulls it anew. */
  async discard(): Promise<void> {
    const old = this.#life;
    this.#generation = await this.#options.disk.write('discard', ({ replica, records }) => {
      old.abort();
      replica.generation += 1;
      records.set(REPLICA_GENERATION, String(replica.generation));
      replica.isWhole = false;
      replica.documents.clear();
      replica.checkpoints.clear();
      return replica.generation;
    });
    this.#forget();
    this.#options.onNewReplica(this.#generation);
    this.resync();
  }

  #forget(): void {
    this.#life.abort();
    this.#options.onReplaced();
    this.#options.view.clearReplica();
    this.#checkpoints.clear();
    this.#doneAt.clear();
    this.#busy.clear();
    this.#unmentioned.clear();
    this.#life = new AbortController();
  }

  stop(): void {
    this.#life.abort();
  }

  #wake(collection: Collection): void {
    const running = this.#busy.get(collection);
    if (running !== undefined) {
      running.isWantedAgain = true;
      return;
    }
    void this.#run(collection, this.#life.signal).catch(() => undefined);
  }

  async #run(collection: Collection, signal: AbortSignal): Promise<void> {
    const turn = { isWantedAgain: true };
    this.#busy.set(collection, turn);
    while (turn.isWantedAgain && !signal.aborted) {
      turn.isWantedAgain = false;
      const { tick, isBehind } = await this.#pullAll(collection, signal);
      if (signal.aborted) return;
      if (isBehind) {
        this.#timesBehind += 1;
        await this.#options.wait(backoffMs(this.#timesBehind, Math.random(), 2_000));
        turn.isWantedAgain = true;
      } else this.#caughtUp(collection, tick);
    }
    if (!signal.aborted) this.#busy.delete(collection);
  }

  async #pullAll(collection: Collection, signal: AbortSignal): Promise<{ tick: number; isBehind: boolean }> {
    for (;;) {
      const tick = this.#startTick();
      // What rejects is asked for again, as RxDB does: a full disk may have kept the page from being judged.
      const from = this.#checkpoints.get(collection) ?? null;
      const page = await this.#options.pull(collection, asGiven(from), signal).catch(() => null);
      if (page === null || signal.aborted) return { tick, isBehind: true };
      if (!(await this.#keep(collection, this.#unmentionedOf(collection).complete(from, page), signal)))
        return { tick, isBehind: true };
      if (page.documents.length < this.#options.pageLimit) return { tick, isBehind: page.isBehind };
    }
  }

  #unmentionedOf(collection: Collection): Unmentioned {
    const known =
      this.#unmentioned.get(collection) ?? new Unmentioned(collection, () => this.#options.view.held(collection));
    this.#unmentioned.set(collection, known);
    return known;
  }

  /** The page, and only then how far it reaches; false when the disk did not take it. */
  async #keep(collection: Collection, page: ReplicaPage, signal: AbortSignal): Promise<boolean> {
    const { view, disk, onFault, hasNoVersionGuard } = this.#options;
    const known = (id: string): number => (hasNoVersionGuard ? 0 : view.versionOf(collection, id));
    const { documents, changes, faults } = pulledDocuments(collection, page.documents, known);
    faults.forEach(onFault);
    view.applyReplica(changes);
    const isWritten = await disk
      .write('page', ({ replica }) => {
        if (signal.aborted) return;
        for (const one of documents) {
          const key = `${collection}/${one.id}`;
          if ((replica.documents.get(key)?.version ?? 0) > one.version) this.#options.onRegress(key);
          replica.documents.set(key, { ...one, collection });
        }
      })
      .then(() => {
        if (!signal.aborted) this.#options.onWritten({ generation: this.#generation, changes });
      })
      .then(() =>
        disk.write('checkpoint', ({ replica }) => {
          if (!signal.aborted) replica.checkpoints.set(collection, page.checkpoint);
        }),
      )
      .then(
        () => true,
        () => false,
      );
    if (isWritten && !signal.aborted) this.#checkpoints.set(collection, page.checkpoint);
    this.#anchor = page.checkpoint.anchor;
    return isWritten;
  }

  #caughtUp(collection: Collection, tick: number): void {
    this.#timesBehind = 0;
    this.#doneAt.set(collection, tick);
    if (this.#doneAt.size < this.#collections.length) return;
    const oldest = Math.min(...this.#doneAt.values());
    this.#options.onCaughtUp(oldest, this.#commitAt.get(oldest) ?? 0);
    if (this.#anchor === this.#forgotten) return;
    this.#forgotten = this.#anchor;
    void forgetLongPast(this.#options.view, this.#options.disk, this.#anchor).catch(() => undefined);
  }

  #startTick(): number {
    const tick = this.#options.view.startTick();
    this.#commitAt.set(tick, this.#options.lastCommit());
    return tick;
  }
}
