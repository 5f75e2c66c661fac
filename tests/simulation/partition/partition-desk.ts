import { readyCommand } from '#shared/commands/decide.ts';
import type { Intent } from '#shared/commands/command-definition.ts';
import type { Verdict } from '#shared/commands/verdict.ts';
import type { SeededRandom } from '#shared/lib/seeded-random.ts';
import { collectionSchema, type Checkpoint, type Command } from '#shared/replication/protocol.ts';
import type { Claim } from '#shared/scheduling/claim.ts';
import type { Collection } from '#shared/scheduling/world.ts';
import { type Instant, instant } from '#shared/time/instant.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { pulledDocuments } from '#renderer/replica/database/pulled-documents.ts';
import type { ViewChange } from '#renderer/replica/desk.ts';
import { LeaseKeeper } from '#renderer/replica/leases/lease-keeper.ts';
import { DeskView } from '#renderer/replica/view/desk-view.ts';
import { localCommand } from '#renderer/replica/view/local-command.ts';
import { claimsOfCommand } from '#renderer/replica/view/possible-claims.ts';
import type { PartitionBug } from '#tests/simulation/partition/partition-bugs.ts';
import type { PartitionServer } from '#tests/simulation/partition/partition-server.ts';
import { simId } from '#tests/simulation/sim-clinic.ts';
import { wallStart } from '#tests/simulation/time/virtual-globals.ts';
import type { VirtualTime } from '#tests/simulation/time/virtual-time.ts';

/** What a desk told a person: this time is yours, until then. */
export type Promised = {
  readonly command: Command;
  readonly deskId: string;
  readonly until: Instant;
  readonly claims: readonly Claim[];
  readonly at: Instant;
};

type DeskOptions = {
  readonly time: VirtualTime;
  readonly random: SeededRandom;
  readonly server: PartitionServer;
  readonly identity: DeskIdentity;
  readonly actorId: string;
  readonly bug: PartitionBug | null;
  readonly onPromised: (promised: Promised) => void;
  readonly onGivenUp: () => void;
};

type Run = { isOver: boolean; readonly view: DeskView; readonly keeper: LeaseKeeper };

/** What outlives a crash. */
type Disk = {
  readonly records: Map<string, string>;
  readonly commands: Command[];
  readonly verdicts: Map<string, Verdict>;
  documents: Map<string, ViewChange>;
  checkpoints: Map<Collection, Checkpoint>;
};

/** A desk with the real view and the real keeper of leases, on a computer and a network that fail. */
export class PartitionDesk {
  readonly #options: DeskOptions;
  readonly #disk: Disk = {
    records: new Map(),
    commands: [],
    verdicts: new Map(),
    documents: new Map(),
    checkpoints: new Map(),
  };
  #run: Run | null = null;
  #isPulling = false;
  #isPullWanted = false;
  #isPushing = false;
  #commands = 0;
  /** How wrong the wall clock is, and how much too slow or fast the counting one; both in milliseconds. */
  #wallSkew = 0;
  #drift = 1;
  #bootedAt = 0;
  isCut = false;
  /** Pulls are not answered before. */
  pullsFromMs = 0;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#drift = 1 + (options.random.next() - 0.5) * 0.0004;
  }

  get isUp(): boolean {
    return this.#run !== null;
  }

  get view(): DeskView['view'] | null {
    return this.#run?.view.view ?? null;
  }

  get unsent(): number {
    return this.#disk.commands.filter(({ id }) => !this.#disk.verdicts.has(id)).length;
  }

  async start(): Promise<void> {
    this.#bootedAt = this.#options.time.now;
    const view = new DeskView();
    view.setDeskId(this.#options.identity.deskId);
    const run: Run = { isOver: false, view, keeper: this.#keeper(view, () => run) };
    view.applyReplica([...this.#disk.documents.values()]);
    const shown = this.#disk.commands.filter(({ id }) => this.#disk.verdicts.get(id)?.kind !== 'refused');
    view.addAll(shown.map((command) => localCommand(command, this.#disk.verdicts.get(command.id) ?? null)));
    await run.keeper.load();
    this.#run = run;
    this.reconnected();
  }

  crash(): void {
    if (this.#run !== null) this.#run.isOver = true;
    this.#run = null;
    this.#isPulling = false;
    this.#isPushing = false;
  }

  setClock(skewMs: number): void {
    this.#wallSkew = skewMs;
  }

  cut(): void {
    this.isCut = true;
  }

  mend(): void {
    this.isCut = false;
    this.reconnected();
  }

  poke(kind: 'changed' | 'leases'): void {
    if (this.isCut || this.#run === null) return;
    if (kind === 'leases') this.renew();
    else void this.pull();
  }

  reconnected(): void {
    this.renew();
    const { time, random } = this.#options;
    void time.wait(random.next() * 1_500).then(() => this.pull());
    void this.push();
  }

  renew(): void {
    if (this.isCut || this.#run === null) return;
    const { keeper } = this.#run;
    const isBlind = this.#options.bug === 'counted-before-it-was-read';
    keeper
      .renew()
      .then(() => (isBlind ? keeper.caughtUp(Infinity) : undefined))
      .catch(() => undefined);
  }

  /** The replica is thrown away, as after a fault in its storage. */
  discard(): void {
    const run = this.#run;
    if (run === null) return;
    this.#disk.records.set('generation', String(Number(this.#disk.records.get('generation') ?? 0) + 1));
    this.#disk.documents = new Map();
    this.#disk.checkpoints = new Map();
    run.view.clearReplica();
    run.keeper.replicaReplaced();
    void this.pull();
  }

  /** Predicts, shows, promises and saves, in this order; what is not on disk when it crashes was never promised. */
  async act(intent: Intent): Promise<void> {
    const run = this.#run;
    const readied = readyCommand(intent);
    if (run === null || !readied.ok) return;
    const { identity, actorId, time, random } = this.#options;
    this.#commands += 1;
    const id = simId('cmd', Number(identity.deskId.slice(-2)), this.#commands);
    const command: Command = {
      id,
      name: intent.name,
      actorId,
      deskTime: this.#wall(),
      sequence: this.#commands,
      input: intent.input,
      hold: null,
    };
    const local = localCommand(command);
    const decision = run.view.predict(local);
    if (decision === null || decision.kind !== 'accepted') return;
    run.view.add(local);
    const documents = decision.changes.map(({ document }) => document);
    const visit = documents.find((document) => 'claims' in document);
    const holding = visit !== undefined && 'claims' in visit ? { id: visit.id, claims: visit.claims } : null;
    const guarantee = holding === null ? null : run.keeper.guaranteeOf(holding);
    const at = this.#options.server.now();
    await time.wait(1 + random.next() * 20);
    if (run.isOver) return;
    this.#disk.commands.push(command);
    if (guarantee?.kind === 'guaranteed' && holding !== null) {
      const { deskId } = identity;
      this.#options.onPromised({ command, deskId, until: guarantee.until, claims: holding.claims, at });
    }
    void this.push();
  }

  async push(): Promise<void> {
    const run = this.#run;
    if (run === null || this.isCut || this.#isPushing) return;
    const pending = this.#disk.commands.filter(({ id }) => !this.#disk.verdicts.has(id)).slice(0, 5);
    if (pending.length === 0) return;
    this.#isPushing = true;
    try {
      const { server, identity } = this.#options;
      const answered = await this.#call(run, () => server.push(identity, pending));
      const verdicts = new Map(answered.map(({ commandId, verdict }) => [commandId, verdict]));
      for (const [id, verdict] of verdicts) this.#disk.verdicts.set(id, verdict);
      run.view.decide(verdicts);
      void this.pull();
    } catch {
      // It will be sent again.
    } finally {
      if (!run.isOver) this.#isPushing = false;
    }
    await this.#options.time.wait(250);
    void this.push();
  }

  async pull(): Promise<void> {
    const run = this.#run;
    this.#isPullWanted = true;
    const isStuck = this.#options.time.now < this.pullsFromMs;
    if (run === null || this.isCut || this.#isPulling || isStuck) return;
    this.#isPulling = true;
    try {
      while (this.#isPullWanted) {
        this.#isPullWanted = false;
        await this.#pullAll(run);
      }
    } catch {
      // The next poke, or the next minute, asks again.
    } finally {
      if (!run.isOver) this.#isPulling = false;
    }
  }

  async #pullAll(run: Run): Promise<void> {
    const ticks: number[] = [];
    for (const collection of collectionSchema.options) {
      for (let isBehind = true; isBehind;) {
        const tick = run.view.startTick();
        const { server, identity, time } = this.#options;
        const from = this.#disk.checkpoints.get(collection) ?? null;
        const generation = this.#disk.records.get('generation');
        const page = await this.#call(run, () => server.pull(identity.tenantId, collection, from));
        if (generation !== this.#disk.records.get('generation')) throw new Error('another replica');
        const pulled = pulledDocuments(collection, page.documents, (id) => run.view.versionOf(collection, id));
        run.view.applyReplica(pulled.changes);
        for (const change of pulled.changes) this.#disk.documents.set(`${collection}/${change.id}`, change);
        this.#disk.checkpoints.set(collection, page.checkpoint);
        isBehind = page.isBehind;
        if (isBehind) await time.wait(20);
        else ticks.push(tick);
      }
    }
    run.view.caughtUp(Math.min(...ticks));
    await run.keeper.caughtUp(Math.min(...ticks));
  }

  #keeper(view: DeskView, run: () => Run): LeaseKeeper {
    const { server, identity, bug, time, onGivenUp, random } = this.#options;
    const { records } = this.#disk;
    const counting = (): number => (time.now - this.#bootedAt) * this.#drift;
    const isLate = bug === 'given-up-before-it-is-on-disk';
    return new LeaseKeeper({
      records: {
        read: async (key) => records.get(key) ?? null,
        write: async (key, value) => {
          const written = (async () => {
            await time.wait(isLate ? 60_000 : 1 + random.next() * 10);
            if (run().isOver) throw new Error('the computer is off');
            records.set(key, value);
          })();
          if (isLate) written.catch(() => undefined);
          else await written;
        },
        remove: async (key) => void records.delete(key),
      },
      clocks: { counting: bug === 'own-clock-trusted' ? () => this.#wall() : counting, wall: () => this.#wall() },
      deskId: () => identity.deskId,
      generation: async () => Number(records.get('generation') ?? 0),
      server: {
        renew: () => this.#call(run(), () => server.renew(identity)),
        giveUp: async (slices) => {
          onGivenUp();
          await this.#call(run(), () => server.giveUp(identity, slices));
        },
      },
      view: {
        startTick: () => view.startTick(),
        unsentClaims: () => view.unsent().flatMap(claimsOfCommand),
        possibleClaims: (resourceId, window) => view.possibleClaims(resourceId, window),
        lanesOf: (resourceId) => view.view.find('resources', resourceId)?.lanes ?? 0,
      },
      resync: () => void this.pull(),
      exclusively: (work) => work(),
      onWritten: () => undefined,
    });
  }

  /** A request and its answer: either may be late or lost, and one that is lost to the desk may still get there. */
  async #call<Answer>(run: Run, serve: () => Promise<Answer>): Promise<Answer> {
    const { time, random } = this.#options;
    const [there, back, luck] = [latency(random), latency(random), random.next()];
    if (this.isCut) throw await this.#noAnswer();
    await time.wait(there);
    if (luck < 0.03) throw await this.#noAnswer();
    if (luck < 0.06) {
      void time.wait(random.next() * 15_000).then(() => serve().catch(() => undefined));
      throw await this.#noAnswer();
    }
    const answer = await serve();
    await time.wait(back);
    if (run.isOver || this.isCut || luck < 0.1) throw await this.#noAnswer();
    // The same, as JSON has it.
    return (answer === undefined ? answer : JSON.parse(JSON.stringify(answer))) as Answer;
  }

  async #noAnswer(): Promise<Error> {
    await this.#options.time.wait(300);
    return new Error('no answer');
  }

  #wall(): Instant {
    return instant(wallStart + this.#options.time.now + this.#wallSkew);
  }
}

function latency(random: SeededRandom): number {
  return random.chance(0.05) ? random.next() * 800 : 2 + random.next() * 30;
}
