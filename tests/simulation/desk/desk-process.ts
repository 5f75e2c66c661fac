import type { CommandIntent } from '#shared/commands/registry.ts';
import type { Verdict } from '#shared/commands/verdict.ts';
import type { Poke } from '#shared/replication/protocol.ts';
import type { Submission, SubmitOptions } from '#renderer/replica/desk.ts';
import { DeskMarks } from '#renderer/replica/desk-marks.ts';
import { heedWindow } from '#renderer/replica/heed-window.ts';
import { connectHolds } from '#renderer/replica/holds/connect-holds.ts';
import type { DeskHolds } from '#renderer/replica/holds/desk-holds.ts';
import { Leasing } from '#renderer/replica/leases/leasing.ts';
import type { DeskChannel, DeskMessage } from '#renderer/replica/network/desk-channel.ts';
import { DeskLine } from '#renderer/replica/network/desk-line.ts';
import { asLeader } from '#renderer/replica/network/leader.ts';
import { PokeFollower } from '#renderer/replica/poke-follower.ts';
import { OutboxLog } from '#renderer/replica/pump/outbox-log.ts';
import { Reoffers } from '#renderer/replica/pump/reoffers.ts';
import { Submitter } from '#renderer/replica/submitter.ts';
import { VerdictTaker } from '#renderer/replica/verdict-taker.ts';
import { DecidedSince } from '#renderer/replica/view/decided-since.ts';
import { DeskView } from '#renderer/replica/view/desk-view.ts';
import { shownCommands } from '#renderer/replica/view/local-command.ts';
import { diskRecords } from '#tests/simulation/desk/desk-disk.ts';
import type { ProcessOptions } from '#tests/simulation/desk/process-options.ts';
import { type ReplicaWrite, SimReplica } from '#tests/simulation/desk/sim-replica.ts';
import type { Outlet } from '#tests/simulation/desk/window-bus.ts';

const ANCHOR = '2026-11-23';

class EverLog extends OutboxLog {
  override forget(): void {}
}

/**
 * One window's run of the desk's program: the parts that `LiveDesk` wires, wired the same way, without IndexedDB, RxDB
 * and signing in. When it dies, nothing that it waited for ever comes.
 */
export class DeskProcess {
  readonly #options: ProcessOptions;
  readonly view = new DeskView();
  readonly #decidedSince = new DecidedSince();
  readonly log: OutboxLog;
  readonly submitter: Submitter;
  readonly replica: SimReplica;
  readonly line: DeskLine;
  readonly leasing: Leasing;
  readonly holds: DeskHolds;
  readonly #marks: DeskMarks;
  readonly #pokes: PokeFollower;
  readonly #reoffers: Reoffers;
  readonly #verdicts: VerdictTaker;
  readonly #channel: DeskChannel;
  readonly #writes: Outlet<ReplicaWrite>;
  #opened: Promise<void> = Promise.resolve();
  isOpen = false;
  isLeading = false;
  /** The commit up to which it has everything. */
  caughtUpAt = -1;

  constructor(options: ProcessOptions) {
    const { identity, outbox, disk, now, newId, person } = options;
    this.#options = options;
    this.view.setDeskId(identity.deskId);
    this.#marks = new DeskMarks(diskRecords(disk));
    this.log = options.remembersAll
      ? new EverLog(outbox, options.keptCommands)
      : new OutboxLog(outbox, options.keptCommands);
    this.#verdicts = new VerdictTaker({
      log: this.log,
      view: this.view,
      onRefused: (commandId) => this.submitter.history.refused(commandId),
      onApplied: () => {},
      report: () => {},
    });
    this.#reoffers = new Reoffers({ marks: this.#marks, log: this.log, view: this.view });
    this.#channel = options.channel((message) => this.#hear(message));
    this.#writes = options.writes((written) => this.replica.hear(written));
    this.line = this.#newLine();
    this.replica = this.#newReplica();
    this.#pokes = this.#newPokes();
    this.leasing = this.#newLeasing();
    this.holds = this.#newHolds();
    this.submitter = new Submitter({
      view: this.view,
      log: this.log,
      person: () => person,
      now,
      newId,
      whileSaving: (work) => this.leasing.whileSaving(work),
      onSaved: (_, claims) => void this.#saved(this.holds.makeWayFor(claims, this.view.view)),
    });
    this.view.view.subscribe(() => options.onView());
    this.line.connection.state.subscribe(() => this.#tellLine());
  }

  get isDead(): boolean {
    return this.#options.life.signal.aborted;
  }

  async start(): Promise<void> {
    const { locks, name, life } = this.#options;
    await this.#reoffers.load();
    this.#opened = this.#open();
    await this.#opened;
    this.#channel.post({ kind: 'who-leads' });
    // What another window has written since.
    await this.replica.read();
    await this.leasing.load();
    await asLeader({ locks, name: `${name}-line`, signal: life.signal }, () => this.#lead(life.signal));
  }

  submit(intent: CommandIntent, options: SubmitOptions): Promise<Submission> {
    return this.submitter.submit(intent, options);
  }

  syncNow(): void {
    if (this.isLeading) this.line.check();
    else this.#channel.post({ kind: 'check' });
  }

  async dismiss(commandId: string, personId: string): Promise<void> {
    await this.log.dismiss(commandId, personId);
    this.#channel.post({ kind: 'dismissed', commandId, personId });
  }

  async #open(): Promise<void> {
    await this.replica.read();
    this.view.addAll(shownCommands(await this.log.load(await this.#marks.settledBelow())));
    this.isOpen = true;
  }

  async #lead(signal: AbortSignal): Promise<void> {
    await this.log.takeOver();
    this.isLeading = true;
    await this.replica.lead();
    this.#pokes.repeat(signal);
    this.leasing.lead(signal);
    await this.line.run(signal);
  }

  #newLine(): DeskLine {
    const { identity, client, life } = this.#options;
    const server = client(() => life.signal.aborted);
    return new DeskLine({
      locator: { url: () => 'sim', enrolmentCode: () => Promise.resolve(null), onMove: () => () => {} },
      connect: () => server,
      deskKey: () => identity.deskId,
      log: this.log,
      lastSyncAt: null,
      onPoke: (poke) => this.#heed(poke),
      offer: (commands) => this.holds.settled().then(() => this.#reoffers.offer(commands)),
      onDecided: (verdicts, epoch) => this.#pokes.takeVerdicts(epoch, () => this.#decided(verdicts)),
      onKeyRefused: () => {},
      report: () => {},
    });
  }

  #newReplica(): SimReplica {
    const { disk, pageLimit, hasSeries, hasNoVersionGuard, wait, lastCommit, onReplaced, onRegress, onFault } =
      this.#options;
    return new SimReplica({
      disk,
      view: this.view,
      pageLimit,
      hasSeries,
      hasNoVersionGuard,
      wait,
      pull: async (collection, from, signal) =>
        this.#pokes.admit(await this.line.pull(collection, from, signal), signal),
      onCaughtUp: (tick, asOf) => this.#caughtUp(tick, asOf),
      lastCommit,
      onReplaced,
      onNewReplica: (generation) => {
        this.leasing.keeper.replicaReplaced();
        this.#channel.post({ kind: 'new-replica', generation });
      },
      onWritten: (written) => this.#writes.post(written),
      onRegress,
      onFault,
    });
  }

  #newPokes(): PokeFollower {
    return new PokeFollower({
      marks: this.#marks,
      offerAgain: async () => {
        await this.#reoffers.begin();
        this.#channel.post({ kind: 'offered-again' });
      },
      discard: () => this.replica.discard(),
      resync: () => this.replica.resync(),
      onNewServer: () => this.line.pump.retryNow(),
      report: () => {},
    });
  }

  #newLeasing(): Leasing {
    const { name, locks, disk, identity, clocks } = this.#options;
    return new Leasing({
      name,
      locks,
      records: diskRecords(disk),
      clocks,
      line: this.line,
      view: this.view,
      deskId: () => identity.deskId,
      readAppended: () => this.#readAppended(),
      resync: () => this.replica.resync(),
      report: () => {},
      onWritten: () => this.#channel.post({ kind: 'leases' }),
    });
  }

  #newHolds(): DeskHolds {
    const { name, identity, life, person, holdMessages, newId } = this.#options;
    return connectHolds({
      name,
      session: { person: () => person, deskId: () => identity.deskId },
      openChannel: holdMessages,
      newCredential: () => ({ id: newId('hold'), ownerToken: newId('tokn') }),
      line: this.line,
      view: this.view,
      report: () => {},
      signal: life.signal,
    });
  }

  #heed(poke: Poke): void {
    this.holds.heed(poke.kind);
    if (poke.kind === 'holds') return;
    this.#pokes.heed(poke);
    this.leasing.heed(poke);
  }

  async #saved(hasWay: Promise<void>): Promise<void> {
    this.#channel.post({ kind: 'saved' });
    await hasWay;
    this.line.pump.wake();
    this.#channel.post({ kind: 'appended' });
  }

  async #decided(verdicts: ReadonlyMap<string, Verdict>): Promise<void> {
    this.#decidedSince.note(verdicts.keys(), this.view.startTick());
    await this.#verdicts.record(verdicts);
    this.#channel.post({ kind: 'decided', verdicts });
    this.replica.resync();
  }

  #caughtUp(tick: number, asOf: number): void {
    if (this.isDead) return;
    this.caughtUpAt = asOf;
    this.view.caughtUp(tick);
    this.leasing.caughtUp(tick);
    this.line.connection.report('caught-up');
    const openCommandIds = this.#decidedSince.caughtUp(tick, this.view.openCommandIds());
    this.#channel.post({ kind: 'caught-up', openCommandIds, anchor: ANCHOR });
    const settledBelow = this.log.settledBelow(openCommandIds);
    void this.#marks.caughtUp({ at: this.#options.now(), settledBelow, anchor: ANCHOR }).catch(() => undefined);
    void this.log.prune().catch(() => undefined);
    this.#options.onCaughtUp();
  }

  #hear(message: DeskMessage): void {
    const lookout = { keep: () => {}, again: () => {}, renew: () => {} };
    heedWindow(message, {
      isLeading: this.isLeading,
      log: this.log,
      view: this.view,
      line: this.line,
      session: { lock: () => {}, load: () => Promise.resolve(), deskId: () => this.#options.identity.deskId },
      keeper: { follow: () => this.replica.follow() },
      lookout,
      leasing: this.leasing,
      reoffers: this.#reoffers,
      verdicts: this.#verdicts,
      readAppended: () => this.#readAppended(),
      tellLine: () => this.#tellLine(),
    });
  }

  #readAppended(): Promise<void> {
    return this.#opened
      .then(async () => this.view.addAll(shownCommands(await this.log.loadAppended())))
      .then(() => this.line.pump.wake())
      .catch(() => undefined);
  }

  #tellLine(): void {
    const state = this.line.connection.state.get();
    if (this.isLeading) this.#channel.post({ kind: 'line', state, unwritten: this.log.unwritten() });
  }
}
