import type { DeskRecords } from '#shared/desktop/outbox.ts';
import type { Checkpoint, PullOutput } from '#shared/replication/protocol.ts';
import type { LocalDate } from '#shared/time/local.ts';
import type { Collection } from '#shared/scheduling/world.ts';
import { REPLICA_GENERATION } from '#renderer/replica/database/replica-generation.ts';
import { longPast } from '#renderer/replica/database/long-past.ts';
import { readReplica } from '#renderer/replica/database/read-replica.ts';
import { openReplicaDatabase, type ReplicaDatabase, replicaName } from '#renderer/replica/database/replica-database.ts';
import { type ReplicaSync, startReplicaSync } from '#renderer/replica/database/replica-sync.ts';
import type { DeskView } from '#renderer/replica/view/desk-view.ts';

type KeeperOptions = {
  readonly name: string;
  readonly records: DeskRecords;
  readonly view: DeskView;
  readonly pull: (collection: Collection, checkpoint: Checkpoint | null, signal: AbortSignal) => Promise<PullOutput>;
  readonly onCaughtUp: (tick: number, anchor: LocalDate) => void;
  /** A new, empty replica has taken the place of the old one. */
  readonly onNewReplica: (generation: number) => void;
  readonly report: (what: string, error?: unknown) => void;
};

const MOST_BREAKAGES = 5;

/** Keeps one replica open: reads it into the view, fills it while this window leads, throws it away when it is no good. */
export class ReplicaKeeper {
  readonly #options: KeeperOptions;
  #database: ReplicaDatabase | null = null;
  #sync: ReplicaSync | null = null;
  #pulls = new AbortController();
  #unfollow = (): void => {};
  #isLeading = false;
  #breakages = 0;
  #anchor: LocalDate | null = null;
  #changing: Promise<void> = Promise.resolve();

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /** Reads what is on disk; the view then holds everything as of the last sync. */
  async read(): Promise<void> {
    const { name, view } = this.#options;
    await readReplica(replicaName(name, await this.#generation()), view);
  }

  /** Opens the replica for being written. */
  async open(): Promise<void> {
    const generation = await this.#generation();
    try {
      await this.#openAt(generation);
    } catch (error) {
      this.#options.report('the replica cannot be opened and is pulled anew', error);
      await this.#writeGeneration(generation + 1);
      this.#options.view.clearReplica();
      await this.#openAt(generation + 1);
    }
  }

  /** Starts pulling; called once this window leads. */
  lead(): void {
    this.#isLeading = true;
    this.#startSync();
  }

  resync(): void {
    this.#sync?.resync();
  }

  /** Throws the replica away and pulls it anew; unsent work is elsewhere and stays (F15, F22). */
  discard(why: string, error?: unknown): Promise<void> {
    this.#options.report(why, error);
    return this.#inTurn(async () => {
      const generation = (await this.#generation()) + 1;
      await this.#writeGeneration(generation);
      await this.#replace(generation);
      this.#options.onNewReplica(generation);
    });
  }

  #broke(breakage: unknown): void {
    this.#breakages += 1;
    if (this.#breakages > MOST_BREAKAGES) return this.#options.report('the replica fails again and again', breakage);
    this.discard('the replica failed and is pulled anew', breakage).catch((error: unknown) =>
      this.#options.report('the replica was not thrown away', error),
    );
  }

  /** Another window has thrown the replica away; since it said so, it may have been thrown away once more. */
  follow(generation: number): Promise<void> {
    return this.#inTurn(async () => this.#replace(Math.max(generation, await this.#generation())));
  }

  async close(): Promise<void> {
    this.#isLeading = false;
    await this.#inTurn(() => this.#shut());
  }

  async #replace(generation: number): Promise<void> {
    await this.#shut();
    this.#options.view.clearReplica();
    await this.#openAt(generation);
    if (this.#isLeading) this.#startSync();
  }

  async #openAt(generation: number): Promise<void> {
    const { view, name } = this.#options;
    const database = await openReplicaDatabase(name, generation);
    this.#database = database;
    this.#unfollow = database.follow((changes) => view.applyReplica(changes));
    // What another window has written since it was read, or everything of a replica that this one was told of.
    await readReplica(replicaName(name, generation), view);
  }

  #startSync(): void {
    if (this.#database === null) return;
    const { view, pull, onCaughtUp, report } = this.#options;
    const pulls = new AbortController();
    this.#pulls = pulls;
    this.#sync = startReplicaSync(this.#database, {
      pull: (collection, checkpoint) => pull(collection, checkpoint, pulls.signal),
      knownVersion: (collection, id) => view.versionOf(collection, id),
      held: (collection) => view.held(collection),
      startTick: () => view.startTick(),
      onPulled: (changes) => view.applyReplica(changes),
      onCaughtUp: (tick, anchor) => {
        onCaughtUp(tick, anchor);
        this.#forgetLongPast(anchor).catch((error: unknown) => report('old visits were not forgotten', error));
      },
      onFault: (fault) => report(`a document does not fit its schema: ${fault}`),
      onBroken: (error) => {
        if (!pulls.signal.aborted) this.#broke(error);
      },
    });
  }

  /**
   * The feed does not mention what its window has left behind (SPEC, PL4); without this a replica grows for ever (I15).
   * The server's date counts: a desk whose clock is years ahead would forget the present.
   */
  async #forgetLongPast(anchor: LocalDate): Promise<void> {
    if (anchor === this.#anchor) return;
    this.#anchor = anchor;
    const { appointments, blocks } = longPast(this.#options.view.view, anchor);
    await this.#database?.forget('appointments', appointments);
    await this.#database?.forget('blocks', blocks);
  }

  async #shut(): Promise<void> {
    this.#pulls.abort();
    this.#unfollow();
    await this.#sync?.stop();
    await this.#database?.close();
    this.#sync = null;
    this.#database = null;
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#changing = this.#changing.then(work, work);
    return this.#changing;
  }

  async #generation(): Promise<number> {
    return Number(await this.#options.records.read(REPLICA_GENERATION)) || 0;
  }

  #writeGeneration(generation: number): Promise<void> {
    return this.#options.records.write(REPLICA_GENERATION, String(generation));
  }
}
