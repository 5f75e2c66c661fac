import type { Checkpoint, Command, CommandVerdict, PullOutput } from '#shared/replication/protocol.ts';
import type { RenewOutput } from '#shared/replication/leases.ts';
import type { Verdict } from '#shared/commands/verdict.ts';
import type { SeededRandom } from '#shared/lib/seeded-random.ts';
import type { LeaseSlice } from '#shared/scheduling/lease.ts';
import type { Collection } from '#shared/scheduling/world.ts';
import { type Instant, instant } from '#shared/time/instant.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { executePushes } from '#server/authority/execute-commands.ts';
import { giveUpLeases } from '#server/authority/leases/give-up-leases.ts';
import { renewLeases } from '#server/authority/leases/renew-leases.ts';
import { pullPage } from '#server/authority/pull-page.ts';
import type { AuthorityStore } from '#server/authority/store.ts';
import { simId } from '#tests/simulation/sim-clinic.ts';
import { type Effect, MemoryEngine, type Tables } from '#tests/simulation/store/memory-engine.ts';
import { MemoryLeases } from '#tests/simulation/store/memory-leases.ts';
import { memoryStore } from '#tests/simulation/store/memory-store.ts';
import { wallStart } from '#tests/simulation/time/virtual-globals.ts';
import type { VirtualTime } from '#tests/simulation/time/virtual-time.ts';
import { plantedInStore, type PartitionBug } from '#tests/simulation/partition/partition-bugs.ts';

/** A command with its verdict, at the moment at which it was committed. */
export type Decided = { readonly command: Command; readonly desk: DeskIdentity; readonly verdict: Verdict };

type ServerOptions = {
  readonly time: VirtualTime;
  readonly random: SeededRandom;
  readonly bug: PartitionBug | null;
  /** With what was committed before. */
  readonly onDecided: (effect: Effect, before: Tables) => void;
  readonly onPoke: (kind: 'changed' | 'leases') => void;
};

/** The real authority on the model of PostgreSQL, with leases. */
export class PartitionServer {
  readonly engine: MemoryEngine;
  readonly leases: MemoryLeases;
  readonly #store: AuthorityStore;
  readonly #options: ServerOptions;
  #ids = 0;

  constructor(options: ServerOptions) {
    const { time, random, onDecided, onPoke, bug } = options;
    this.#options = options;
    const slow = random.pick([1, 1, 10, 30]);
    this.leases = new MemoryLeases({ clock: () => this.now(), onAsked: () => onPoke('leases') });
    this.engine = new MemoryEngine({
      time,
      latency: (step) => random.next() * slow * (step === 'statement' ? 3 : 8),
      onCommit: (transaction, before) => {
        this.leases.commit(transaction);
        for (const effect of transaction.effects) onDecided(effect, before);
      },
      onAnnounced: () => onPoke('changed'),
    });
    const store = { isBound: () => true, clock: () => this.now(), leases: this.leases };
    this.#store = memoryStore(this.engine, store, (tx) => plantedInStore(bug, tx));
  }

  now(): Instant {
    return instant(wallStart + this.#options.time.now);
  }

  async push(desk: DeskIdentity, commands: readonly Command[]): Promise<readonly CommandVerdict[]> {
    const pause = (ms: number): Promise<void> => this.#options.time.wait(ms * this.#options.random.next());
    const execution = { store: this.#store, clock: () => this.now(), pause, report: () => undefined };
    const [verdicts] = await executePushes(execution, [{ desk, commands }]);
    return (await verdicts) ?? [];
  }

  renew(desk: DeskIdentity): Promise<RenewOutput> {
    return renewLeases({ store: this.#store, newId: () => simId('lease', 0, (this.#ids += 1)) }, desk);
  }

  giveUp(desk: DeskIdentity, slices: readonly LeaseSlice[]): Promise<void> {
    return giveUpLeases(this.#store, desk, slices);
  }

  pull(tenantId: string, collection: Collection, checkpoint: Checkpoint | null): Promise<PullOutput> {
    const feed = { store: this.#store, epoch: simId('epoch', 0, 0), clock: () => this.now() };
    return pullPage(feed, tenantId, { collection, checkpoint, limit: 20 });
  }
}
