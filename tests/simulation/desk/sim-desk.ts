import type { CommandIntent } from '#shared/commands/registry.ts';
import { readRow } from '#shared/desktop/outbox-row.ts';
import { must } from '#shared/lib/must.ts';
import type { Command } from '#shared/replication/protocol.ts';
import type { Person } from '#shared/scheduling/person.ts';
import type { Collection } from '#shared/scheduling/world.ts';
import { type Instant, instant } from '#shared/time/instant.ts';
import type { Outbox } from '#shared/desktop/outbox.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import type { Submission, SubmitOptions } from '#renderer/replica/desk.ts';
import { hasLeft } from '#tests/simulation/carried.ts';
import { commandKey } from '#tests/simulation/store/memory-engine.ts';
import { DeskDisk, diskOutbox, type Platter } from '#tests/simulation/desk/desk-disk.ts';
import { DeskProcess } from '#tests/simulation/desk/desk-process.ts';
import { fate } from '#tests/simulation/fate.ts';
import { madeBy } from '#tests/simulation/desk/made-by.ts';
import { simCollections } from '#tests/simulation/desk/sim-replica.ts';
import { simId } from '#tests/simulation/sim-clinic.ts';
import { SimLink } from '#tests/simulation/sim-network.ts';
import type { SimWorld } from '#tests/simulation/sim-world.ts';
import { wallStart } from '#tests/simulation/time/virtual-globals.ts';
import { Violation } from '#tests/simulation/violation.ts';

export type DeskPlace = {
  readonly index: number;
  readonly tenant: number;
  readonly identity: DeskIdentity;
  readonly person: Person;
  readonly platter: Platter;
};

/** What a person was told is saved: it must never vanish (I2). */
export type Acknowledged = { readonly command: Command; readonly makes: readonly (readonly [Collection, string])[] };

/** A computer at the desk: its disk, its cable and its clock outlive the program that runs on it. */
export class SimDesk {
  readonly #world: SimWorld;
  readonly place: DeskPlace;
  readonly name: string;
  readonly link = new SimLink();
  readonly acknowledged = new Map<string, Acknowledged>();
  isDiskFull = false;
  clockOffsetMs = 0;
  /** By how much its tables of time zones are wrong. */
  zoneShiftMs = 0;
  /** Of the program that runs on it. */
  version = 1;
  caughtUpAt = -1;
  process: DeskProcess | null = null;
  #life = new AbortController();
  #made = 0;
  #writes = 0;
  #isRebuilding = false;
  #fuse: { readonly halves: number; readonly crashed: () => void } | null = null;
  readonly #shownVersions = new Map<string, number>();
  /** What an earlier run has saved: this one has never predicted it on a whole replica. */
  readonly #hasRestarted = new Set<string>();

  constructor(world: SimWorld, place: DeskPlace) {
    this.#world = world;
    this.place = place;
    this.name = `desk ${place.index}`;
  }

  now(): Instant {
    return instant(wallStart + this.#world.time.wall + this.clockOffsetMs);
  }

  newId(kind = 'cmd'): string {
    this.#made += 1;
    return simId(kind, this.place.tenant, this.place.index * 1_000_000 + this.#made);
  }

  start(): void {
    if (this.process !== null) return;
    const { identity, person, platter } = this.place;
    const world = this.#world;
    this.version = world.server.version;
    const life = new AbortController();
    this.#life = life;
    this.caughtUpAt = -1;
    // A replica that was thrown away and not pulled since has nothing to show beneath.
    this.#isRebuilding = !platter.replica.isWhole;
    this.#shownVersions.clear();
    const isDead = (): boolean => life.signal.aborted;
    const disk = new DeskDisk({
      platter,
      isDead,
      isFull: () => this.isDiskFull,
      flush: (what) => this.#writing(this.#diskMs(what)),
      told: () => this.#writing(1),
    });
    const caller = {
      ...identity,
      name: this.name,
      link: this.link,
      isDead,
      version: () => this.version,
      pageLimit: world.options.pageLimit,
    };
    this.process = new DeskProcess({
      identity,
      person,
      disk,
      outbox: this.#outbox(disk),
      client: () => world.network.client(caller),
      life,
      now: () => this.now(),
      newId: () => this.newId(),
      pageLimit: world.options.pageLimit,
      hasSeries: world.options.hasSeries,
      hasNoVersionGuard: world.mutation === 'no-version-guard-on-pull',
      wait: (ms) => world.time.wait(ms),
      onView: () => this.#checkView(),
      lastCommit: () => world.engine.commitSeq,
      onCaughtUp: (asOf) => {
        this.caughtUpAt = asOf;
        this.#isRebuilding = false;
        platter.replica.isWhole = true;
      },
      onDiscard: () => this.#rebuild(),
      onRegress: (key) => world.fail(new Violation('I9', `${key} went back on the disk of ${this.name}`)),
      onFault: (fault) => world.fail(new Violation('FAULT', fault)),
    });
    this.process.start().catch((error: unknown) => world.fail(error));
  }

  /** The power goes off: what was not flushed is gone. */
  crash(): void {
    if (this.process === null) return;
    this.#world.coverage.crashes += 1;
    this.stop();
  }

  /** Crashes in the so-manieth half of a write from now. */
  crashAfter(halves: number, crashed: () => void): void {
    this.#fuse = { halves, crashed };
  }

  #writing(ms: number): Promise<void> {
    if (this.#fuse !== null) {
      this.#fuse = { ...this.#fuse, halves: this.#fuse.halves - 1 };
      if (this.#fuse.halves <= 0) {
        const { crashed } = this.#fuse;
        this.#fuse = null;
        this.crash();
        crashed();
      }
    }
    return this.#world.time.wait(ms);
  }

  stop(): void {
    this.#life.abort();
    for (const id of this.acknowledged.keys()) this.#hasRestarted.add(id);
    this.process?.replica.stop();
    this.process = null;
  }

  /** What is not the outbox is gone. */
  evict(): void {
    const { replica } = this.place.platter;
    replica.isWhole = false;
    replica.documents.clear();
    replica.checkpoints.clear();
  }

  /** The server is another one: what was on the screen may go until it is pulled anew. */
  #rebuild(): void {
    this.#isRebuilding = true;
    this.#shownVersions.clear();
  }

  async submit(intent: CommandIntent, options: SubmitOptions = {}): Promise<Submission | null> {
    const { process } = this;
    if (process?.isOpen !== true) return null;
    return this.#acknowledge(process, await process.submit(intent, options));
  }

  /** Another computer's disk is in here now. */
  inherit(original: SimDesk): void {
    for (const [id, known] of original.acknowledged) {
      if (this.entryOnDisk(id) === null) continue;
      this.acknowledged.set(id, known);
      this.#hasRestarted.add(id);
    }
  }

  /** Takes the last step back, or does it again. */
  async step(which: 'undo' | 'redo'): Promise<Submission | null> {
    const { process } = this;
    if (process?.isOpen !== true) return null;
    const submission = await process.submitter[which]();
    return submission === null ? null : this.#acknowledge(process, submission);
  }

  sendRaw(commands: readonly Command[]): void {
    const { identity } = this.place;
    const isDead = (): boolean => false;
    const { network, options } = this.#world;
    const version = (): number => this.version;
    network.sendRaw(
      { ...identity, name: this.name, link: this.link, isDead, version, pageLimit: options.pageLimit },
      commands,
    );
  }

  isLost(commandId: string): boolean {
    return this.#world.ledger.lost.has(commandKey(this.place.identity.tenantId, commandId));
  }

  #acknowledge(process: DeskProcess, submission: Submission): Submission {
    if (submission.kind === 'not-saved') this.#world.coverage.diskFull += 1;
    // Who was told by a program that had just died was not told.
    if (process.isDead || submission.kind !== 'saved' || this.acknowledged.has(submission.commandId)) return submission;
    const { command } = must(process.log.find(submission.commandId), 'what was saved is in the log');
    this.#world.coverage.commandsSaved += 1;
    this.acknowledged.set(submission.commandId, { command, makes: madeBy(command) });
    return submission;
  }

  #outbox(disk: DeskDisk): Outbox {
    const outbox = diskOutbox(disk);
    if (this.#world.mutation === 'outbox-deleted-on-send')
      return {
        ...outbox,
        recordAttempt: (ids) =>
          disk.write('attempt', (platter) => void (platter.rows = platter.rows.filter(({ id }) => !ids.includes(id)))),
      };
    if (this.#world.mutation !== 'outbox-not-flushed') return outbox;
    return {
      ...outbox,
      append: async (draft) => {
        // Says that it is saved, and saves it with the next flush.
        void disk.write('append-later', ({ rows }) => rows);
        const sequence = disk.platter.sequence + 1;
        disk.platter.sequence = sequence;
        void this.#world.time.wait(10_000).then(() => {
          const row = {
            id: draft.id,
            command: JSON.stringify(draft),
            state: 'pending',
            verdict: null,
            attempts: 0,
            dismissedBy: null,
            sequence,
          };
          return disk.write('append', (platter) => void (platter.rows = [...platter.rows, row]));
        });
        return { command: { ...draft, sequence }, state: 'pending', verdict: null, attempts: 0, dismissedBy: null };
      },
    };
  }

  #diskMs(what: string): number {
    this.#writes += 1;
    const { seed, rates } = this.#world;
    const is = (rate: number): boolean => rate > 0 && fate(seed, this.name, 'disk', what, this.#writes) < rate;
    return is(rates().slowDisk) ? 1_500 : 2 + 6 * fate(seed, this.name, 'flush', this.#writes);
  }

  /** Own writes stay in sight (I8), versions only rise (I9), and nobody else's data is here (I6). */
  #checkView(): void {
    const { process } = this;
    if (process === null || !process.isOpen) return;
    const { view } = process.view;
    const mayMiss = this.#isRebuilding || this.link.hasBeenLiedTo;
    const reofferedThrough = Number(this.place.platter.records.get('reoffered-through') ?? 0);
    for (const [commandId, { makes, command }] of this.acknowledged) {
      const verdict = process.log.find(commandId)?.verdict ?? null;
      if (verdict?.kind === 'refused' || this.isLost(commandId)) continue;
      if (mayMiss && (verdict !== null || this.#hasRestarted.has(commandId))) continue;
      // It is held back for a while (RO4), and this run has never predicted it.
      if (verdict === null && this.#hasRestarted.has(commandId) && command.sequence <= reofferedThrough) continue;
      for (const [collection, id] of makes)
        if (
          process.log.find(commandId) !== null &&
          view.find(collection, id) === null &&
          !hasLeft(this.#world, this.place.identity.tenantId, { collection, id })
        )
          this.#world.fail(new Violation('I8', `${collection}/${id} of ${commandId} left the screen of ${this.name}`));
    }
    for (const collection of simCollections)
      for (const id of view.all(collection).keys()) {
        const key = `${collection}/${id}`;
        const version = process.view.versionOf(collection, id);
        if (version < (this.#shownVersions.get(key) ?? 0))
          this.#world.fail(new Violation('I9', `${key} went back to version ${version} on ${this.name}`));
        this.#shownVersions.set(key, version);
      }
  }

  /** What lies on the disk now, by command. */
  entryOnDisk(commandId: string) {
    const row = this.place.platter.rows.find(({ id }) => id === commandId);
    return row === undefined ? null : readRow(row);
  }
}
