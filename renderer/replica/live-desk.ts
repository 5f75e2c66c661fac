import type { Verdict } from '#shared/commands/verdict.ts';
import { lookAhead } from '#renderer/replica/network/look-ahead.ts';
import type { Poke } from '#shared/replication/protocol.ts';
import type { LocalDate } from '#shared/time/local.ts';
import { ReplicaKeeper } from '#renderer/replica/database/replica-keeper.ts';
import { DeskStatus } from '#renderer/replica/desk-status.ts';
import { heedWindow } from '#renderer/replica/heed-window.ts';
import { connectHolds } from '#renderer/replica/holds/connect-holds.ts';
import type { DeskHolds } from '#renderer/replica/holds/desk-holds.ts';
import type { LiveDeskOptions } from '#renderer/replica/live-desk-options.ts';
import { Lookout } from '#renderer/replica/look/lookout.ts';
import { wallClock } from '#renderer/replica/monotonic-clock.ts';
import { type DeskChannel, type DeskMessage, openDeskChannel } from '#renderer/replica/network/desk-channel.ts';
import { DeskLine } from '#renderer/replica/network/desk-line.ts';
import { asLeader } from '#renderer/replica/network/leader.ts';
import { Leasing } from '#renderer/replica/leases/leasing.ts';
import type { OpenedDesk } from '#renderer/replica/open-desk.ts';
import { PokeFollower } from '#renderer/replica/poke-follower.ts';
import { noteCaughtUp } from '#renderer/replica/note-caught-up.ts';
import { OutboxLog } from '#renderer/replica/pump/outbox-log.ts';
import { Reoffers } from '#renderer/replica/pump/reoffers.ts';
import { report } from '#renderer/replica/report.ts';
import { LiveSession } from '#renderer/replica/session/desk-session.ts';
import { createStore } from '#renderer/replica/store.ts';
import { Submitter } from '#renderer/replica/submitter.ts';
import { VerdictTaker } from '#renderer/replica/verdict-taker.ts';
import { DecidedSince } from '#renderer/replica/view/decided-since.ts';
import { DeskView } from '#renderer/replica/view/desk-view.ts';
import { shownCommands } from '#renderer/replica/view/local-command.ts';

/** Wires the parts of one window's desk together; none of them knows another. */
export class LiveDesk {
  readonly #options: LiveDeskOptions;
  readonly #view = new DeskView();
  readonly #decidedSince = new DecidedSince();
  readonly #log: OutboxLog;
  readonly #verdicts: VerdictTaker;
  readonly #isLoading = createStore(true);
  readonly #line: DeskLine;
  readonly #session: LiveSession;
  readonly #keeper: ReplicaKeeper;
  readonly #submitter: Submitter;
  readonly #status: DeskStatus;
  readonly #lookout: Lookout;
  readonly #leasing: Leasing;
  readonly #pokes: PokeFollower;
  readonly #reoffers: Reoffers;
  readonly #holds: DeskHolds;
  readonly #channel: DeskChannel;
  readonly #closing = new AbortController();
  #opened: Promise<void> = Promise.resolve();
  #running: Promise<unknown> = Promise.resolve();
  #isLeading = false;

  constructor(options: LiveDeskOptions) {
    const { name, usualName, storage, locator, lastSyncAt } = options;
    this.#options = options;
    this.#log = new OutboxLog(storage.outbox);
    this.#verdicts = new VerdictTaker({
      log: this.#log,
      view: this.#view,
      onRefused: (commandId) => this.#submitter.history.refused(commandId),
      onApplied: () => this.#lookout.again(),
    });
    this.#reoffers = new Reoffers({ marks: options.marks, log: this.#log, view: this.#view });
    this.#channel = openDeskChannel(`${name}-desk`, (message) => this.#hear(message));
    this.#line = new DeskLine({
      locator,
      deskKey: () => this.#session.enrolment.current?.deskKey ?? null,
      log: this.#log,
      lastSyncAt,
      onPoke: (poke) => this.#heed(poke),
      offer: (commands) => this.#holds.settled().then(() => this.#reoffers.offer(commands)),
      onDecided: (verdicts, epoch) => this.#pokes.takeVerdicts(epoch, () => this.#decided(verdicts)),
      onKeyRefused: () => void this.#session.keyRefused(),
      report,
    });
    this.#session = new LiveSession({
      records: storage.records,
      ...{ locator, usualName, view: this.#view.view },
      // What somebody did is theirs to take back.
      onOther: () => this.#submitter.history.clear(),
      askServer: (personId, pin) => this.#line.signIn(personId, pin),
      onEnrolled: ({ isOtherClinic }) => void this.#enrolled(isOtherClinic),
    });
    this.#keeper = this.#newKeeper();
    const { signal } = this.#closing;
    this.#holds = connectHolds({ name, line: this.#line, view: this.#view, session: this.#session, signal });
    this.#pokes = new PokeFollower({
      marks: options.marks,
      offerAgain: () => this.#offerAgain(),
      discard: () => this.#keeper.discard('the server was restored, or is another one'),
      resync: () => this.#keeper.resync(),
      onNewServer: () => this.#line.pump.retryNow(),
      report,
    });
    this.#submitter = new Submitter({
      ...{ view: this.#view, log: this.#log },
      person: () => this.#session.person(),
      now: wallClock,
      whileSaving: (work) => this.#leasing.whileSaving(work),
      onSaved: (_, claims) => void this.#saved(this.#holds.makeWayFor(claims, this.#view.view)),
    });
    this.#lookout = new Lookout({ view: this.#view, line: this.#line, report });
    this.#leasing = this.#newLeasing();
    this.#status = new DeskStatus({
      connection: this.#line.connection.state,
      log: this.#log,
      view: this.#view,
      isOutboxDurable: storage.isDurable,
    });
    this.#line.connection.state.subscribe(() => this.#tellLine());
  }

  /** Resolves when the desk knows who it is; the replica is read and the line opened after that. */
  async start(): Promise<void> {
    await this.#session.load();
    await this.#reoffers.load();
    this.#view.setDeskId(this.#session.deskId() ?? '');
    this.#lookout.keep(await this.#options.marks.anchor());
    const { signal } = this.#closing;
    this.#opened = this.#open();
    this.#running = Promise.all([
      this.#opened
        .then(() => this.#keeper.open())
        .catch((error: unknown) => report('there is no replica in this run', error))
        .then(() => this.#leasing.load())
        .then(() =>
          asLeader({ locks: navigator.locks, name: `${this.#options.name}-line`, signal }, () => this.#lead(signal)),
        ),
      this.#session.enrolWhenPossible(signal),
    ]).catch((error: unknown) => {
      if (!signal.aborted) report('the desk stopped', error);
    });
  }

  asDesk(): OpenedDesk {
    return {
      view: this.#view.view,
      status: this.#status.status,
      inbox: this.#status.inbox,
      isLoading: this.#isLoading,
      ...this.#lookout.asDesk(),
      ...this.#leasing.asDesk(),
      now: wallClock,
      deskId: () => this.#session.deskId(),
      ...this.#holds.port(),
      ...this.#submitter.asDesk(() => this.#opened),
      verdictOf: (commandId) => this.#verdicts.verdictOf(commandId),
      dismiss: (commandId) => this.#dismiss(commandId),
      auditOf: (appointmentId) => this.#line.auditOf(appointmentId),
      lookAhead: (ask, from) => lookAhead(this.#line, this.#session.person(), { ask, from }),
      ...this.#session.asDesk(),
      syncNow: () => (this.#isLeading ? this.#line.check() : this.#channel.post({ kind: 'check' })),
      close: () => this.#close(),
    };
  }

  #newKeeper(): ReplicaKeeper {
    return new ReplicaKeeper({
      name: this.#options.name,
      records: this.#options.storage.records,
      view: this.#view,
      pull: async (collection, from, signal) =>
        this.#pokes.admit(await this.#line.pull(collection, from, signal), signal),
      onCaughtUp: (tick, anchor) => this.#caughtUp(tick, anchor),
      onNewReplica: (generation) => {
        this.#lookout.renew();
        this.#leasing.keeper.replicaReplaced();
        this.#channel.post({ kind: 'new-replica', generation });
      },
      report,
    });
  }

  #newLeasing(): Leasing {
    return new Leasing({
      name: this.#options.name,
      locks: navigator.locks,
      records: this.#options.storage.records,
      line: this.#line,
      view: this.#view,
      deskId: () => this.#session.deskId() ?? '',
      readAppended: () => this.#readAppended(),
      resync: () => this.#keeper.resync(),
      onWritten: () => this.#channel.post({ kind: 'leases' }),
    });
  }

  async #open(): Promise<void> {
    await this.#keeper.read().catch((error: unknown) => report('the replica cannot be read', error));
    this.#view.addAll(shownCommands(await this.#log.load(await this.#options.marks.settledBelow())));
    this.#isLoading.set(false);
    this.#channel.post({ kind: 'who-leads' });
  }

  /** One window at a time: the stream, the pump and the pulls. */
  async #lead(signal: AbortSignal): Promise<void> {
    await this.#log.takeOver().catch((error: unknown) => report('what waits was not read', error));
    this.#isLeading = true;
    this.#keeper.lead();
    this.#pokes.repeat(signal);
    this.#leasing.lead(signal);
    await this.#line.run(signal);
  }

  #heed(poke: Poke): void {
    this.#holds.heed(poke.kind);
    if (poke.kind === 'holds') return;
    this.#lookout.again();
    this.#pokes.heed(poke);
    this.#leasing.heed(poke);
  }

  async #saved(hasWay: Promise<void>): Promise<void> {
    this.#channel.post({ kind: 'saved' });
    await hasWay;
    this.#line.pump.wake();
    this.#channel.post({ kind: 'appended' });
  }

  async #decided(verdicts: ReadonlyMap<string, Verdict>): Promise<void> {
    this.#decidedSince.note(verdicts.keys(), this.#view.startTick());
    await this.#verdicts.record(verdicts);
    this.#channel.post({ kind: 'decided', verdicts });
    this.#keeper.resync();
  }

  /** The server is another one, and may have lost who belongs to this desk: people say their PIN again. */
  async #offerAgain(): Promise<void> {
    await this.#reoffers.begin();
    this.#session.lock();
    this.#channel.post({ kind: 'offered-again' });
  }

  #caughtUp(tick: number, anchor: LocalDate): void {
    this.#view.caughtUp(tick);
    this.#lookout.keep(anchor);
    this.#leasing.caughtUp(tick);
    this.#line.connection.report('caught-up');
    const openCommandIds = this.#decidedSince.caughtUp(tick, this.#view.openCommandIds());
    this.#channel.post({ kind: 'caught-up', openCommandIds, anchor });
    noteCaughtUp({ marks: this.#options.marks, log: this.#log }, { openCommandIds, anchor });
  }

  async #enrolled(isOtherClinic: boolean): Promise<void> {
    this.#view.setDeskId(this.#session.deskId() ?? '');
    this.#channel.post({ kind: 'enrolled' });
    if (isOtherClinic) {
      await this.#reoffers.keepFromOtherClinic(wallClock(), (verdicts) => this.#decided(verdicts));
      await this.#keeper.discard('the desk was enrolled at another clinic');
    }
    this.#line.connection.restart();
  }

  #hear(message: DeskMessage): void {
    heedWindow(message, {
      isLeading: this.#isLeading,
      log: this.#log,
      view: this.#view,
      line: this.#line,
      session: this.#session,
      keeper: this.#keeper,
      lookout: this.#lookout,
      leasing: this.#leasing,
      reoffers: this.#reoffers,
      verdicts: this.#verdicts,
      readAppended: () => this.#readAppended(),
      tellLine: () => this.#tellLine(),
    });
  }

  /** Another window has saved a command; this one sends it if it leads. */
  #readAppended(): Promise<void> {
    return this.#opened
      .then(async () => this.#view.addAll(shownCommands(await this.#log.loadAppended())))
      .then(() => this.#line.pump.wake())
      .catch((error: unknown) => report('another window’s command was not read', error));
  }

  async #dismiss(commandId: string): Promise<void> {
    const person = this.#session.person();
    if (person === null) return;
    await this.#log.dismiss(commandId, person.id);
    this.#channel.post({ kind: 'dismissed', commandId, personId: person.id });
  }

  #tellLine(): void {
    const state = this.#line.connection.state.get();
    if (this.#isLeading) this.#channel.post({ kind: 'line', state, unwritten: this.#log.unwritten() });
  }

  async #close(): Promise<void> {
    this.#closing.abort();
    this.#lookout.close();
    await this.#keeper.close();
    await this.#running;
    this.#channel.close();
  }
}
