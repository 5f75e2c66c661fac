import { replicateRxCollection, type RxReplicationState } from 'rxdb/plugins/replication';
import { type Observable, Subject } from 'rxjs';
import { type Checkpoint, PULL_LIMIT, type PullOutput } from '#shared/replication/protocol.ts';
import type { LocalDate } from '#shared/time/local.ts';
import type { Collection } from '#shared/scheduling/world.ts';
import type { ViewChange } from '#renderer/replica/desk.ts';
import { backoffMs } from '#renderer/replica/network/backoff.ts';
import { pulledDocuments } from '#renderer/replica/database/pulled-documents.ts';
import type { ReplicaDatabase } from '#renderer/replica/database/replica-database.ts';
import { collections, type StoredDocument } from '#renderer/replica/database/replica-schema.ts';
import { asGiven, type ReplicaCheckpoint, Unmentioned } from '#renderer/replica/database/unmentioned.ts';

type SyncOptions = {
  /** Pulls one page; waits while there is no server, and rejects only with `signal`. */
  readonly pull: (collection: Collection, checkpoint: Checkpoint | null) => Promise<PullOutput>;
  readonly knownVersion: (collection: Collection, id: string) => number;
  /** What the feed has brought and not called gone: versions by id. */
  readonly held: (collection: Collection) => ReadonlyMap<string, number>;
  /** Names a moment of the desk; see `DeskView.startTick`. */
  readonly startTick: () => number;
  /** Documents that are about to be written: screens need not wait for the disk. */
  readonly onPulled: (changes: readonly ViewChange[]) => void;
  /** Every collection holds everything that the server had at this tick, for the window at this date of the server. */
  readonly onCaughtUp: (tick: number, anchor: LocalDate) => void;
  readonly onFault: (fault: string) => void;
  /** RxDB or its storage failed in a way that nobody foresaw: the replica is to be thrown away (F22). */
  readonly onBroken: (error: unknown) => void;
};

export type ReplicaSync = {
  /** Pulls every collection: the stream only says that something changed, never what (F21). */
  resync(): void;
  stop(): Promise<void>;
};

/** A commit that is under way holds the feed back; it is asked for again until it is through. */
const LONGEST_BEHIND_MS = 2_000;
const RETRY_MS = 1_000;

/** Fills the replica from the server's change feed; it never pushes (F2, F19). */
export function startReplicaSync({ collections: stored }: ReplicaDatabase, options: SyncOptions): ReplicaSync {
  const poke$ = new Subject<'RESYNC'>();
  const doneAt = new Map<Collection, number>();
  let behind: ReturnType<typeof setTimeout> | undefined;
  let timesBehind = 0;
  const caughtUp = (name: Collection, tick: number, anchor: LocalDate): void => {
    timesBehind = 0;
    doneAt.set(name, tick);
    if (doneAt.size === collections.length) options.onCaughtUp(Math.min(...doneAt.values()), anchor);
  };
  const again = (): void => {
    clearTimeout(behind);
    timesBehind += 1;
    behind = setTimeout(() => poke$.next('RESYNC'), backoffMs(timesBehind, Math.random(), LONGEST_BEHIND_MS));
  };
  const states = collections.map((name) => replicate(name, { stored, poke$, options, caughtUp, again }));
  return {
    resync: () => poke$.next('RESYNC'),
    stop: async () => {
      clearTimeout(behind);
      await Promise.all(states.map((state) => state.cancel()));
    },
  };
}

type Wiring = {
  readonly stored: ReplicaDatabase['collections'];
  readonly poke$: Observable<'RESYNC'>;
  readonly options: SyncOptions;
  readonly caughtUp: (name: Collection, tick: number, anchor: LocalDate) => void;
  readonly again: () => void;
};

function replicate(name: Collection, wiring: Wiring): RxReplicationState<StoredDocument, ReplicaCheckpoint> {
  const { stored, poke$, options, caughtUp, again } = wiring;
  let tick = 0;
  let isBehind = true;
  let anchor: LocalDate = '';
  const unmentioned = new Unmentioned(name, () => options.held(name));
  const state = replicateRxCollection<StoredDocument, ReplicaCheckpoint>({
    collection: stored[name],
    replicationIdentifier: 'frontdesk',
    live: true,
    waitForLeadership: false,
    toggleOnDocumentVisible: false,
    retryTime: RETRY_MS,
    pull: {
      batchSize: PULL_LIMIT,
      stream$: poke$,
      handler: async (checkpoint) => {
        for (let from = checkpoint ?? null; ;) {
          tick = options.startTick();
          const page = unmentioned.complete(from, await options.pull(name, asGiven(from)));
          isBehind = page.isBehind;
          anchor = page.checkpoint.anchor;
          const pulled = pulledDocuments(name, page.documents, (id) => options.knownVersion(name, id));
          const { documents } = pulled;
          for (const fault of pulled.faults) options.onFault(fault);
          options.onPulled(pulled.changes);
          // RxDB keeps no checkpoint of a page without documents: one that was left out whole would come for ever.
          const isLeftOutWhole = documents.length === 0 && page.documents.length > 0 && page.isBehind;
          if (!isLeftOutWhole) return { documents: [...documents], checkpoint: page.checkpoint };
          from = page.checkpoint;
        }
      },
    },
  });
  // Inactive means that what was pulled has been written, and so is in the view.
  state.active$.subscribe((isActive) => {
    if (isActive || tick === 0) return;
    if (isBehind) again();
    else caughtUp(name, tick, anchor);
  });
  state.error$.subscribe(options.onBroken);
  return state;
}
