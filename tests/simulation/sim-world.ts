import type { Person } from '#shared/scheduling/person.ts';
import { must } from '#shared/lib/must.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { type Coverage, noCoverage } from '#tests/simulation/coverage.ts';
import { copyOfPlatter, emptyPlatter } from '#tests/simulation/desk/desk-disk.ts';
import { SimDesk } from '#tests/simulation/desk/sim-desk.ts';
import { choice, fate } from '#tests/simulation/fate.ts';
import { Ledger } from '#tests/simulation/ledger.ts';
import type { Mutation } from '#tests/simulation/mutation.ts';
import { mutatedHorizonStore, mutatedStore } from '#tests/simulation/mutated-store.ts';
import { type FaultRates, noFaults, type SimOptions } from '#tests/simulation/options.ts';
import { seedClinic, type SimClinic, simClinic, simId, tenantMark } from '#tests/simulation/sim-clinic.ts';
import { SimHorizon } from '#tests/simulation/series-horizon.ts';
import type { AuthorityStore } from '#server/authority/store.ts';
import { plantedInRedis } from '#tests/simulation/redis/planted-in-redis.ts';
import { type Beside, redisBeside } from '#tests/simulation/redis/redis-beside.ts';
import { RedisWatch } from '#tests/simulation/redis/redis-watch.ts';
import { SimRedis } from '#tests/simulation/redis/sim-redis.ts';
import { SimNetwork } from '#tests/simulation/sim-network.ts';
import { type Backup, SimServer } from '#tests/simulation/sim-server.ts';
import { LeasePromises } from '#tests/simulation/lease-promises.ts';
import { leaseRulesOf } from '#tests/simulation/sim-leases.ts';
import { MemoryHolds } from '#tests/simulation/store/memory-holds.ts';
import { MemoryLeases } from '#tests/simulation/store/memory-leases.ts';
import { MemoryEngine, rowKey } from '#tests/simulation/store/memory-engine.ts';
import type { VirtualTime } from '#tests/simulation/time/virtual-time.ts';
import { Violation } from '#tests/simulation/violation.ts';

export type WorldOptions = {
  readonly seed: number;
  readonly options: SimOptions;
  readonly time: VirtualTime;
  readonly dice: () => number;
  readonly mutation: Mutation | null;
  readonly onArrival?: ((desk: DeskIdentity, wire: string) => void) | undefined;
};

/** Short, so that holds end while somebody is still confirming them. */
export const HOLD_MS = 6_000;

/** Everything of one run: the clinics, their server, and the computers at their desks. */
export class SimWorld {
  readonly seed: number;
  readonly options: SimOptions;
  readonly time: VirtualTime;
  readonly mutation: Mutation | null;
  readonly coverage: Coverage = noCoverage();
  readonly ledger: Ledger;
  readonly engine: MemoryEngine;
  readonly server: SimServer;
  readonly horizon: SimHorizon;
  readonly network: SimNetwork;
  readonly clinics: readonly SimClinic[];
  readonly desks: SimDesk[];
  /** How far the day that everybody wants has moved on. */
  weeksOn = 0;
  backup: Backup | null = null;
  failure: unknown = null;
  readonly memoryHolds: MemoryHolds;
  /** Null where holds are in PostgreSQL alone. */
  readonly redis: SimRedis | null;
  readonly redisWatch: RedisWatch | null;
  readonly leases: MemoryLeases;
  readonly promises = new LeasePromises(this.coverage);
  #hasHealed = false;
  #statements = 0;

  constructor({ seed, options, time, dice, mutation, onArrival }: WorldOptions) {
    this.seed = seed;
    this.options = options;
    this.time = time;
    this.mutation = mutation;
    this.memoryHolds = new MemoryHolds({
      clock: () => this.server.now(),
      holdMinutes: HOLD_MS / 60_000,
      isForgetful: mutation !== 'holds-never-forgotten',
      onHoldsChanged: (tenantId) => this.server.announce(tenantId, 'holds'),
    });
    this.leases = new MemoryLeases({
      clock: () => this.server.now(),
      onGranted: () => void (this.coverage.leasesGranted += 1),
      onAsked: (tenantId) => this.server.announce(tenantId, 'leases'),
    });
    this.ledger = new Ledger(this.coverage);
    this.engine = new MemoryEngine({
      time,
      latency: (step) => this.#latency(step),
      onCommit: (transaction, tables) => {
        const holds = this.redisWatch ?? this.memoryHolds;
        const isStale = this.horizon.stale.has(transaction.tenantId);
        const beside = { holds, leases: this.leases, promises: this.promises, now: this.server.now(), isStale };
        this.#checked(() => this.ledger.committed(transaction, tables, beside));
        this.#checked(() => this.redisWatch?.committed(transaction, tables));
        this.memoryHolds.commit(transaction);
        this.leases.commit(transaction);
      },
      onDeadlock: () => void (this.coverage.deadlocks += 1),
      onAnnounced: (tenantId) => this.server.announce(tenantId),
    });
    const storeOptions = {
      clock: () => this.server.now(),
      isBound: () => true,
      isDeadlock: () => this.#isDeadlock(),
      holds: this.memoryHolds,
      leases: this.leases,
    };
    this.redis = options.holds === 'redis' ? this.#newRedis() : null;
    this.redisWatch = this.redis === null ? null : this.#newWatch(this.redis);
    const store = this.#beside((adapt) => mutatedStore(this.engine, storeOptions, { mutation, adapt }));
    const jobs = this.#beside((adapt) => mutatedHorizonStore(this.engine, storeOptions, { mutation, adapt }));
    this.horizon = new SimHorizon(this, jobs);
    this.server = new SimServer({
      time,
      engine: this.engine,
      store,
      ledger: this.ledger,
      coverage: this.coverage,
      dice,
      isPoisoned: (id) => this.rates().poison > 0 && fate(seed, 'poison', id) < this.rates().poison,
      memoryHolds: this.memoryHolds,
      memoryLeases: this.leases,
      redis: this.redis === null || this.redisWatch === null ? null : { process: this.redis, watch: this.redisWatch },
      mutation,
      onArrival,
      fail: (violation) => this.fail(violation),
    });
    this.network = new SimNetwork({
      seed,
      time,
      server: this.server,
      coverage: this.coverage,
      rates: this.rates,
      onPage: (tenantId, wire) => this.#checkPage(tenantId, wire),
    });
    this.clinics = Array.from({ length: options.tenants }, (_, tenant) => simClinic(tenant, options.resources));
    for (const clinic of this.clinics) seedClinic(this.engine.tables, clinic, leaseRulesOf(clinic, options));
    this.desks = Array.from({ length: options.desks }, (_, index) => this.#newDesk(index));
  }

  readonly rates = (): FaultRates => (this.#hasHealed ? noFaults : this.options.rates);

  clinicOf(desk: SimDesk): SimClinic {
    return must(this.clinics[desk.place.tenant], 'every desk has a clinic');
  }

  /** The first thing that went wrong counts; what follows may follow from it. */
  fail(error: unknown): void {
    this.failure ??= error;
  }

  start(): void {
    for (const desk of this.desks) desk.start();
  }

  /** Somebody takes a disk to another computer: the same desk twice. */
  copyDesk(original: SimDesk): void {
    if (this.desks.length >= 8) return;
    const index = this.desks.length;
    const copy = new SimDesk(this, { ...original.place, index, platter: copyOfPlatter(original.place.platter) });
    copy.inherit(original);
    this.promises.copied(original);
    this.desks.push(copy);
    this.coverage.profilesCopied += 1;
    copy.start();
  }

  /** The clinic's own administration: not a command, and at once. */
  changePerson(clinic: SimClinic, personId: string, change: (person: Person) => Partial<Person>): void {
    const key = rowKey(clinic.tenantId, 'people', personId);
    const held = this.engine.tables.rows.get(key)?.versions.at(-1)?.document as Person | undefined; // A row of people.
    if (held === undefined || !this.server.isUp) return;
    const document = { ...held, ...change(held), version: held.version + 1 };
    const transaction = this.engine.begin(clinic.tenantId);
    this.engine.giveXid(transaction);
    const stampMs = this.server.now();
    transaction.writes.set(key, { tenantId: clinic.tenantId, collection: 'people', document, stampMs });
    transaction.announces = true;
    this.engine.commit(transaction).catch(() => undefined);
  }

  /** No more faults: cables, disks, clocks and servers are what they should be. People stay as they are. */
  heal(): void {
    this.#hasHealed = true;
    if (!this.server.isUp) this.server.start();
    this.redis?.heal();
    for (const desk of this.desks) {
      desk.link.mend();
      desk.isDiskFull = false;
      if (desk.isOutdated) desk.stop();
      desk.start();
      for (const process of desk.processes) {
        // An old page may have said that it was the newest; what is pulled from now on is true.
        process.caughtUpAt = -1;
        process.replica.distrust();
      }
      desk.process?.syncNow();
    }
  }

  #newRedis(): SimRedis {
    const { seed, time, coverage, mutation } = this;
    return new SimRedis({
      seed,
      time,
      coverage,
      clock: () => this.server.now() + this.options.redisAheadMs,
      onStep: () => this.engine.burn(),
      planted: plantedInRedis(mutation),
    });
  }

  #newWatch(redis: SimRedis): RedisWatch {
    const { time, coverage, leases } = this;
    const { redisAheadMs: aheadMs } = this.options;
    const clock = (): number => this.server.now() + aheadMs;
    return new RedisWatch({ redis, time, coverage, leases, clock, aheadMs, inPostgres: this.memoryHolds });
  }

  #beside(storeWith: Beside['storeWith']): AuthorityStore {
    const { redis, redisWatch: watch } = this;
    if (redis === null || watch === null) return storeWith((tx) => tx);
    return redisBeside({ redis, watch, holdMs: HOLD_MS, storeWith, fail: (error) => this.fail(error) });
  }

  #newDesk(index: number): SimDesk {
    const tenant = index % this.options.tenants;
    const clinic = must(this.clinics[tenant], 'every desk has a clinic');
    const person = must(clinic.people[choice(3, this.seed, 'person', index)], 'everybody is somebody');
    const identity = { tenantId: clinic.tenantId, deskId: simId('desk', tenant, index) };
    return new SimDesk(this, { index, tenant, identity, person, platter: emptyPlatter() });
  }

  #latency(step: 'statement' | 'flush' | 'visible' | 'reply'): number {
    this.#statements += 1;
    const { slowCommit, slowStatement } = this.rates();
    const luck = fate(this.seed, 'statement', this.#statements);
    if (step === 'visible') return luck < slowCommit ? 3_000 * fate(this.seed, 'slow', this.#statements) : 0.2;
    if (step === 'statement' && luck < slowStatement) return 200 * fate(this.seed, 'slow', this.#statements);
    return 0.2 + luck;
  }

  #isDeadlock(): boolean {
    const { deadlock } = this.rates();
    if (deadlock === 0 || fate(this.seed, 'deadlock', this.#statements) >= deadlock) return false;
    this.coverage.deadlocks += 1;
    return true;
  }

  /** No desk ever receives another tenant's bytes (I6). */
  #checkPage(tenantId: string, wire: string): void {
    const stranger = this.clinics.find(
      (clinic) => clinic.tenantId !== tenantId && wire.includes(tenantMark(clinic.tenant)),
    );
    if (stranger !== undefined)
      this.fail(new Violation('I6', `a page for ${tenantId} holds rows of ${stranger.tenantId}`));
  }

  #checked(check: () => void): void {
    try {
      check();
    } catch (violation) {
      this.fail(violation);
    }
  }
}
