import {
  type Checkpoint,
  type Command,
  type CommandVerdict,
  type Poke,
  type PullOutput,
  pushInputSchema,
  type PushOutput,
} from '#shared/replication/protocol.ts';
import type { Collection } from '#shared/scheduling/world.ts';
import { instant, type Instant } from '#shared/time/instant.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { executePush } from '#server/authority/execute-commands.ts';
import { executeInGroups } from '#server/authority/execute-in-groups.ts';
import { type Holds, holdsOf } from '#server/authority/holds/holds.ts';
import type { Push } from '#server/authority/execution.ts';
import { pullPage } from '#server/authority/pull-page.ts';
import type { AuthorityStore } from '#server/authority/store.ts';
import type { Coverage } from '#tests/simulation/coverage.ts';
import type { Ledger } from '#tests/simulation/ledger.ts';
import type { Mutation } from '#tests/simulation/mutation.ts';
import { renewLeases } from '#server/authority/leases/renew-leases.ts';
import { giveUpLeases } from '#server/authority/leases/give-up-leases.ts';
import type { RenewOutput } from '#shared/replication/leases.ts';
import type { LeaseSlice } from '#shared/scheduling/lease.ts';
import { simId } from '#tests/simulation/sim-clinic.ts';
import type { MemoryLeases } from '#tests/simulation/store/memory-leases.ts';
import type { RedisWatch } from '#tests/simulation/redis/redis-watch.ts';
import type { SimRedis } from '#tests/simulation/redis/sim-redis.ts';
import type { MemoryHolds } from '#tests/simulation/store/memory-holds.ts';
import { commandKey, type MemoryEngine, type Tables } from '#tests/simulation/store/memory-engine.ts';
import { wallStart } from '#tests/simulation/time/virtual-globals.ts';
import type { VirtualTime } from '#tests/simulation/time/virtual-time.ts';
import { Violation } from '#tests/simulation/violation.ts';

type Listener = { readonly tenantId: string; readonly onPoke: (poke: Poke) => void; readonly onEnd: () => void };

export type ServerOptions = {
  readonly time: VirtualTime;
  readonly engine: MemoryEngine;
  readonly store: AuthorityStore;
  readonly ledger: Ledger;
  readonly coverage: Coverage;
  readonly dice: () => number;
  /** A bug in the server at this command: it fails at it every time. */
  readonly isPoisoned: (commandId: string) => boolean;
  readonly memoryHolds: MemoryHolds;
  readonly memoryLeases: MemoryLeases;
  readonly redis: { readonly process: SimRedis; readonly watch: RedisWatch } | null;
  /** Planted: says that all is well, and reads the time when a request arrives. */
  readonly mutation: Mutation | null;
  readonly onArrival?: ((desk: DeskIdentity, wire: string) => void) | undefined;
  readonly fail: (violation: unknown) => void;
};

/** The server died, or is not there: nothing is known about what was asked. */
export class ServerGone extends Error {
  override readonly name = 'ServerGone';
}

/** All that is committed at one moment. */
export type Backup = {
  readonly tables: Tables;
  readonly holds: MemoryHolds['rows'];
  readonly leases: MemoryLeases['rows'];
};

/** The real authority on the model of PostgreSQL, with the process around it that can die. */
export class SimServer {
  readonly #options: ServerOptions;
  readonly #listeners = new Set<Listener>();
  readonly #underWay = new Set<string>();
  #incarnation = 0;
  #inGroups: ReturnType<typeof executeInGroups>;
  #epochs = 0;
  #leases = 0;
  isUp = true;
  /** Of the program that answers. */
  version = 1;
  epoch = epochId(0);

  constructor(options: ServerOptions) {
    this.#options = options;
    this.#inGroups = executeInGroups(this.#execution(), atOnce);
  }

  /** The server's own, without the way there. */
  get holds(): Holds {
    return holdsOf({ ...this.#execution(), hotSlots: null }, () =>
      Promise.reject(new Error('nobody sets minutes here')),
    );
  }

  now(): Instant {
    return instant(wallStart + this.#options.time.wall);
  }

  async push(desk: DeskIdentity, wire: string): Promise<PushOutput> {
    const incarnation = this.#alive();
    const { epoch } = this;
    this.#options.onArrival?.(desk, wire);
    const offer = pushInputSchema.parse(JSON.parse(wire));
    const { commands } = offer;
    const offered = { reofferedIds: new Set(offer.reofferedIds), decidedIds: new Set(offer.decidedIds) };
    if (typeof offer.epoch === 'string' && offer.epoch !== epoch) return { epoch, verdicts: [] };
    if (commands.some(({ id }) => this.#options.isPoisoned(id))) throw new Error('a bug in the server');
    const keys = commands.map(({ id }) => commandKey(desk.tenantId, id));
    this.#countDuplicates(desk.tenantId, commands);
    keys.forEach((key) => this.#underWay.add(key));
    try {
      const verdicts = this.#told(await this.#execute({ ...offered, desk, commands }));
      this.#stillAlive(incarnation);
      this.#checked(() => this.#options.ledger.answered(desk.tenantId, commands, verdicts));
      return { epoch, verdicts: [...verdicts] };
    } catch (error) {
      this.#stillAlive(incarnation);
      throw error;
    } finally {
      keys.forEach((key) => this.#underWay.delete(key));
    }
  }

  async pull(
    tenantId: string,
    request: { collection: Collection; checkpoint: Checkpoint | null; limit: number },
  ): Promise<PullOutput> {
    const feed = { store: this.#options.store, epoch: this.epoch, clock: () => this.now() };
    return this.#whileAlive(() => pullPage(feed, tenantId, request));
  }

  /** One request about holds. */
  hold<Result>(work: (holds: Holds) => Promise<Result>): Promise<Result> {
    return this.#whileAlive(() => work(this.holds));
  }

  /** In force or over; not what a restore has taken. */
  knowsHold(tenantId: string, id: string): boolean {
    const isInRedis = this.#options.redis?.watch.knows(tenantId, id) ?? false;
    return isInRedis || this.#options.memoryHolds.rows.has(`${tenantId}/${id}`);
  }

  renewLeases(desk: DeskIdentity): Promise<RenewOutput> {
    const newId = (): string => simId('leas', 0, (this.#leases += 1));
    return this.#whileAlive(() => renewLeases({ store: this.#options.store, newId }, desk));
  }

  giveUpLeases(desk: DeskIdentity, slices: readonly LeaseSlice[]): Promise<void> {
    return this.#whileAlive(() => giveUpLeases(this.#options.store, desk, slices));
  }

  get followers(): number {
    return this.#listeners.size;
  }

  /** The stream of one desk; says hello at once. */
  follow(listener: Listener): () => void {
    this.#alive();
    this.#listeners.add(listener);
    listener.onPoke(this.#poke('hello'));
    return () => this.#listeners.delete(listener);
  }

  announce(tenantId: string, kind: Poke['kind'] = 'changed'): void {
    for (const listener of this.#listeners) if (listener.tenantId === tenantId) listener.onPoke(this.#poke(kind));
  }

  /** kill -9 of the process; PostgreSQL rolls back what it had not committed. */
  kill(): void {
    this.#incarnation += 1;
    this.#options.coverage.crashes += 1;
    this.isUp = false;
    this.#options.engine.crash();
    this.#options.redis?.process.serverDied();
    this.#underWay.clear();
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    for (const { onEnd } of listeners) onEnd();
  }

  /** PostgreSQL dies; the process stays, and answers that it cannot. */
  killDatabase(): void {
    this.#options.coverage.crashes += 1;
    this.#options.engine.crash();
    for (const tenantId of new Set([...this.#listeners].map((one) => one.tenantId))) this.announce(tenantId);
  }

  start(): void {
    this.isUp = true;
    this.#inGroups = executeInGroups(this.#execution(), atOnce);
  }

  backUp(): Backup {
    const { engine, memoryHolds, memoryLeases } = this.#options;
    return { tables: engine.backUp(), holds: new Map(memoryHolds.rows), leases: memoryLeases.rows };
  }

  /** Another PostgreSQL with this in it (PL3). */
  restore({ tables, holds, leases }: Backup): void {
    const { engine, ledger, coverage } = this.#options;
    if (this.isUp) this.kill();
    engine.restore(tables);
    this.#options.memoryHolds.rows = new Map(holds);
    this.#options.memoryLeases.rows = leases;
    this.#checked(() => ledger.restored(engine.tables));
    this.#epochs += 1;
    this.epoch = epochId(this.#epochs);
    coverage.serverRestored += 1;
  }

  #execute(push: Push): Promise<readonly CommandVerdict[]> {
    const isMutant = this.#options.mutation === 'time-before-the-lock';
    return isMutant ? executePush(this.#execution(), push) : this.#inGroups(push);
  }

  #execution() {
    const { store, time, dice, mutation, fail } = this.#options;
    const arrivedAt = this.now();
    return {
      store,
      clock: () => (mutation === 'time-before-the-lock' ? arrivedAt : this.now()),
      pause: (longestMs: number) => time.wait(dice() * longestMs),
      report: (kind: string, what: string) => {
        if (!what.includes('was overtaken')) fail(new Violation('FAULT', `the server reported ${kind}: ${what}`));
      },
    };
  }

  #told(verdicts: readonly CommandVerdict[]): readonly CommandVerdict[] {
    if (this.#options.mutation !== 'server-wins-silently') return verdicts;
    return verdicts.map(({ commandId, verdict }) =>
      verdict.kind === 'displaced'
        ? { commandId, verdict: { kind: 'accepted', decidedAt: verdict.decidedAt, revisions: [] } }
        : { commandId, verdict },
    );
  }

  #poke(kind: Poke['kind']): Poke {
    return { kind, epoch: this.epoch, serverTime: this.now() };
  }

  /** What a process was asked before it died, it never answers. */
  async #whileAlive<Result>(work: () => Promise<Result>): Promise<Result> {
    const incarnation = this.#alive();
    try {
      const result = await work();
      this.#stillAlive(incarnation);
      return result;
    } catch (error) {
      this.#stillAlive(incarnation);
      throw error;
    }
  }

  #alive(): number {
    if (!this.isUp) throw new ServerGone();
    return this.#incarnation;
  }

  #stillAlive(incarnation: number): void {
    if (incarnation !== this.#incarnation) throw new ServerGone();
  }

  #countDuplicates(tenantId: string, commands: readonly Command[]): void {
    const { ledger, coverage } = this.#options;
    for (const { id } of commands)
      if (ledger.verdictOf(tenantId, id) !== null || this.#underWay.has(commandKey(tenantId, id)))
        coverage.duplicateCommands += 1;
  }

  #checked(check: () => void): void {
    try {
      check();
    } catch (violation) {
      this.#options.fail(violation);
    }
  }
}

/** Virtual time knows no turns of the event loop, and would not wait for their end. */
async function atOnce(): Promise<void> {}

function epochId(number: number): string {
  return `e90c0000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}
