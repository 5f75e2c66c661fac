import type { CommandIntent } from '#shared/commands/registry.ts';
import { readRow } from '#shared/desktop/outbox-row.ts';
import { must } from '#shared/lib/must.ts';
import type { Command } from '#shared/replication/protocol.ts';
import type { Person } from '#shared/scheduling/person.ts';
import { type Instant, instant } from '#shared/time/instant.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import type { Submission, SubmitOptions } from '#renderer/replica/desk.ts';
import type { HoldsMessage } from '#renderer/replica/holds/desk-holds.ts';
import type { DeskMessage } from '#renderer/replica/network/desk-channel.ts';
import { hasLeft } from '#tests/simulation/carried.ts';
import { CrashFuse } from '#tests/simulation/desk/crash-fuse.ts';
import { DeskDisk, type Platter } from '#tests/simulation/desk/desk-disk.ts';
import { commandKey } from '#tests/simulation/store/memory-engine.ts';
import { DeskProcess } from '#tests/simulation/desk/desk-process.ts';
import { madeBy } from '#tests/simulation/desk/made-by.ts';
import { mutatedOutbox } from '#tests/simulation/desk/mutated-outbox.ts';
import { type Acknowledged, ScreenWatch } from '#tests/simulation/desk/screen-watch.ts';
import type { ReplicaWrite } from '#tests/simulation/desk/sim-replica.ts';
import { WindowBus } from '#tests/simulation/desk/window-bus.ts';
import { LocksOfWindows } from '#tests/simulation/desk/window-locks.ts';
import { fate } from '#tests/simulation/fate.ts';
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

/** One window with the program in it; version: of that program. */
type SimWindow = {
  readonly life: AbortController;
  readonly version: number;
  readonly watch: ScreenWatch;
  readonly process: DeskProcess;
};

const MOST_WINDOWS = 2;

/** A computer at the desk: its disk, its cable and its clock outlive the windows in which the program runs. */
export class SimDesk {
  readonly #world: SimWorld;
  readonly place: DeskPlace;
  readonly name: string;
  readonly link = new SimLink();
  readonly acknowledged = new Map<string, Acknowledged>();
  isDiskFull = false;
  keptCommands: number | undefined = undefined;
  clockOffsetMs = 0;
  /** By how much its tables of time zones are wrong. */
  zoneShiftMs = 0;
  readonly fuse = new CrashFuse();
  readonly #locks = new LocksOfWindows();
  readonly #messages: WindowBus<DeskMessage>;
  readonly #replicaWrites: WindowBus<ReplicaWrite>;
  readonly #holdMessages: WindowBus<HoldsMessage>;
  #windows: readonly SimWindow[] = [];
  /** The window that people work in. */
  #front = 0;
  #made = 0;
  #writes = 0;

  constructor(world: SimWorld, place: DeskPlace) {
    this.#world = world;
    this.place = place;
    this.name = `desk ${place.index}`;
    this.#messages = new WindowBus(world.time);
    this.#replicaWrites = new WindowBus(world.time);
    this.#holdMessages = new WindowBus(world.time);
  }

  /** What people see in front of them; null while the computer is off. */
  get process(): DeskProcess | null {
    return (this.#windows[this.#front] ?? this.#windows[0])?.process ?? null;
  }

  /** Every window's, that in front and those behind it. */
  get processes(): readonly DeskProcess[] {
    return this.#windows.map(({ process }) => process);
  }

  get isOutdated(): boolean {
    return this.#windows.some(({ version }) => version !== this.#world.server.version);
  }

  /** Nothing is under way between its windows, and the one that leads has everything up to this commit. */
  hasCaughtUp(commit: number): boolean {
    const leader = this.processes.find(({ isLeading }) => isLeading);
    return this.#messages.isIdle && this.#replicaWrites.isIdle && leader?.caughtUpAt === commit;
  }

  now(): Instant {
    return instant(wallStart + this.#world.time.wall + this.clockOffsetMs);
  }

  newId(kind = 'cmd'): string {
    this.#made += 1;
    return simId(kind, this.place.tenant, this.place.index * 1_000_000 + this.#made);
  }

  start(): void {
    if (this.#windows.length === 0) this.openWindow();
  }

  /** Another window of the same program on the same disk. */
  openWindow(): void {
    if (this.#windows.length >= MOST_WINDOWS) return;
    if (this.#windows.length > 0) this.#world.coverage.secondWindows += 1;
    const life = new AbortController();
    const watch = this.#newWatch();
    const { version } = this.#world.server;
    const process = this.#newProcess({ life, watch, version });
    this.#windows = [...this.#windows, { life, version, watch, process }];
    process.start().catch((error: unknown) => this.#world.fail(error));
  }

  /** Closed, or crashed alone: the other window goes on. */
  closeWindow(at: number): void {
    const window = this.#windows[at];
    if (window === undefined) return;
    if (window.process.isLeading && this.#windows.length > 1) this.#world.coverage.leadersReplaced += 1;
    this.#windows = this.#windows.filter((one) => one !== window);
    window.life.abort();
    window.process.replica.stop();
  }

  switchWindow(): void {
    this.#front = (this.#front + 1) % MOST_WINDOWS;
  }

  #newWatch(): ScreenWatch {
    const { platter } = this.place;
    return new ScreenWatch(
      {
        name: this.name,
        acknowledged: this.acknowledged,
        isLost: (commandId) => this.isLost(commandId),
        hasLeft: (known) => hasLeft(this.#world, this.place.identity.tenantId, known),
        hasBeenLiedTo: () => this.link.hasBeenLiedTo,
        reofferedThrough: () => Number(platter.records.get('reoffered-through') ?? 0),
        fail: (violation) => this.#world.fail(violation),
      },
      platter.replica.isWhole,
    );
  }

  #newProcess({ life, watch, version }: Omit<SimWindow, 'process'>): DeskProcess {
    const world = this.#world;
    const { identity, person, platter } = this.place;
    const isDead = (): boolean => life.signal.aborted;
    const disk = new DeskDisk({
      platter,
      isDead,
      isFull: () => this.isDiskFull,
      flush: (what) => this.#writing(this.#diskMs(what), what),
      told: () => this.#writing(1, ''),
    });
    const { pageLimit } = world.options;
    const caller = { ...identity, name: this.name, link: this.link, isDead, version: () => version, pageLimit };
    const startedAt = world.time.now;
    const process = new DeskProcess({
      name: this.name,
      identity,
      person,
      disk,
      outbox: mutatedOutbox(disk, world.mutation, (ms) => world.time.wait(ms)),
      client: () => world.network.client(caller),
      life,
      locks: this.#locks.of(life.signal),
      channel: (onMessage) => this.#messages.join(life.signal, onMessage),
      writes: (onWritten) => this.#replicaWrites.join(life.signal, onWritten),
      now: () => this.now(),
      clocks: { counting: () => world.time.now - startedAt, wall: () => this.now() },
      holdMessages: (onMessage) => this.#holdMessages.join(life.signal, onMessage),
      newId: (kind) => this.newId(kind),
      pageLimit,
      keptCommands: this.keptCommands,
      hasSeries: world.options.hasSeries,
      hasNoVersionGuard: world.mutation === 'no-version-guard-on-pull',
      remembersAll: world.mutation === 'log-kept-in-memory',
      wait: (ms) => world.time.wait(ms),
      onView: () => watch.look(process),
      lastCommit: () => world.engine.commitSeq,
      onCaughtUp: () => {
        platter.replica.isWhole = true;
        for (const one of this.#windows) one.watch.caughtUp();
      },
      onReplaced: () => watch.rebuild(),
      onRegress: (key) => world.fail(new Violation('I9', `${key} went back on the disk of ${this.name}`)),
      onFault: (fault) => world.fail(new Violation('FAULT', fault)),
    });
    return process;
  }

  /** The power goes off: what was not flushed is gone. */
  crash(): void {
    if (this.#windows.length === 0) return;
    this.#world.coverage.crashes += 1;
    this.stop();
  }

  #writing(ms: number, what: string): Promise<void> {
    this.fuse.burn(what);
    return this.#world.time.wait(ms);
  }

  stop(): void {
    const windows = this.#windows;
    this.#windows = [];
    for (const { life } of windows) life.abort();
    for (const { process } of windows) process.replica.stop();
  }

  /** What is not the outbox is gone. */
  evict(): void {
    const { replica } = this.place.platter;
    replica.isWhole = false;
    replica.documents.clear();
    replica.checkpoints.clear();
  }

  async submit(intent: CommandIntent, options: SubmitOptions = {}): Promise<Submission | null> {
    const { process } = this;
    return process === null ? null : this.submitIn(process, intent, options);
  }

  async submitIn(process: DeskProcess, intent: CommandIntent, options: SubmitOptions): Promise<Submission | null> {
    if (!process.isOpen || process.isDead) return null;
    return this.#acknowledge(process, await process.submit(intent, options));
  }

  /** Another computer's disk is in here now. */
  inherit(original: SimDesk): void {
    for (const [id, known] of original.acknowledged)
      if (this.entryOnDisk(id) !== null) this.acknowledged.set(id, known);
  }

  /** Takes the last step back, or does it again. */
  async step(which: 'undo' | 'redo'): Promise<Submission | null> {
    const { process } = this;
    if (process?.isOpen !== true) return null;
    const taken = await process.submitter[which]();
    // Actions of many commands are the imports', which nobody does here.
    if (taken === null || taken.kind === 'in-part' || taken.kind === 'under-way') return null;
    return this.#acknowledge(process, taken);
  }

  sendRaw(commands: readonly Command[]): void {
    const { identity } = this.place;
    const isDead = (): boolean => false;
    const { network, options } = this.#world;
    const version = (): number => this.#windows[0]?.version ?? 0;
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
    this.#windows.find((window) => window.process === process)?.watch.saved(submission.commandId);
    const [made] = madeBy(command);
    if (made?.[0] === 'appointments')
      this.#world.promises.saved(this, process, { commandId: command.id, visitId: made[1] });
    return submission;
  }

  #diskMs(what: string): number {
    this.#writes += 1;
    const { seed, rates } = this.#world;
    const is = (rate: number): boolean => rate > 0 && fate(seed, this.name, 'disk', what, this.#writes) < rate;
    return is(rates().slowDisk) ? 1_500 : 2 + 6 * fate(seed, this.name, 'flush', this.#writes);
  }

  /** What lies on the disk now, by command. */
  entryOnDisk(commandId: string) {
    const row = this.place.platter.rows.find(({ id }) => id === commandId);
    return row === undefined ? null : readRow(row);
  }
}
