import type { CommandIntent } from '#shared/commands/registry.ts';
import type { Verdict } from '#shared/commands/verdict.ts';
import type { Outbox, OutboxEntry } from '#shared/desktop/outbox.ts';
import type { Person } from '#shared/scheduling/person.ts';
import type { Instant } from '#shared/time/instant.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import type { Submission, SubmitOptions } from '#renderer/replica/desk.ts';
import { DeskMarks } from '#renderer/replica/desk-marks.ts';
import { DeskLine } from '#renderer/replica/network/desk-line.ts';
import { PokeFollower } from '#renderer/replica/poke-follower.ts';
import { OutboxLog } from '#renderer/replica/pump/outbox-log.ts';
import { Reoffers } from '#renderer/replica/pump/reoffers.ts';
import type { ServerClient } from '#renderer/replica/server-client.ts';
import { Submitter } from '#renderer/replica/submitter.ts';
import { DeskView } from '#renderer/replica/view/desk-view.ts';
import { localCommand } from '#renderer/replica/view/local-command.ts';
import { type DeskDisk, diskRecords } from '#tests/simulation/desk/desk-disk.ts';
import { SimReplica } from '#tests/simulation/desk/sim-replica.ts';

export type ProcessOptions = {
  readonly identity: DeskIdentity;
  readonly person: Person;
  readonly disk: DeskDisk;
  readonly outbox: Outbox;
  readonly client: (isDead: () => boolean) => ServerClient;
  readonly life: AbortController;
  readonly now: () => Instant;
  readonly newId: () => string;
  readonly pageLimit: number;
  readonly hasSeries: boolean;
  readonly hasNoVersionGuard: boolean;
  readonly wait: (ms: number) => Promise<void>;
  readonly onView: () => void;
  readonly onCaughtUp: (asOf: number) => void;
  readonly lastCommit: () => number;
  readonly onDiscard: () => void;
  readonly onRegress: (key: string) => void;
  readonly onFault: (fault: string) => void;
};

/**
 * One run of the desk's program: the parts that `LiveDesk` wires, wired the same way, without windows, IndexedDB and
 * RxDB. When it dies, nothing that it waited for ever comes.
 */
export class DeskProcess {
  readonly #options: ProcessOptions;
  readonly view = new DeskView();
  readonly log: OutboxLog;
  readonly submitter: Submitter;
  readonly replica: SimReplica;
  readonly #line: DeskLine;
  readonly #marks: DeskMarks;
  readonly #pokes: PokeFollower;
  readonly #reoffers: Reoffers;
  isOpen = false;

  constructor(options: ProcessOptions) {
    const { identity, disk, outbox, client, life, now, newId, person, pageLimit, hasSeries, hasNoVersionGuard, wait } =
      options;
    this.#options = options;
    this.view.setDeskId(identity.deskId);
    this.#marks = new DeskMarks(diskRecords(disk));
    this.log = new OutboxLog(outbox);
    this.#reoffers = new Reoffers({ marks: this.#marks, log: this.log, view: this.view });
    const server = client(() => life.signal.aborted);
    this.#line = new DeskLine({
      locator: { url: () => 'sim', enrolmentCode: () => Promise.resolve(null), onMove: () => () => {} },
      connect: () => server,
      deskKey: () => identity.deskId,
      log: this.log,
      lastSyncAt: null,
      onPoke: (poke) => this.#pokes.heed(poke),
      offer: (commands) => this.#reoffers.offer(commands),
      onDecided: (verdicts, epoch) => this.#pokes.takeVerdicts(epoch, () => this.#decided(verdicts)),
      onKeyRefused: () => {},
      report: () => {},
    });
    this.replica = new SimReplica({
      disk,
      view: this.view,
      pageLimit,
      hasSeries,
      hasNoVersionGuard,
      wait,
      pull: async (collection, from, signal) =>
        this.#pokes.admit(await this.#line.pull(collection, from, signal), signal),
      onCaughtUp: (tick, asOf) => this.#caughtUp(tick, asOf),
      lastCommit: options.lastCommit,
      onDiscard: options.onDiscard,
      onRegress: options.onRegress,
      onFault: options.onFault,
    });
    this.#pokes = new PokeFollower({
      marks: this.#marks,
      offerAgain: () => this.#reoffers.begin(),
      discard: () => this.replica.discard(),
      resync: () => this.replica.resync(),
      onNewServer: () => this.#line.pump.retryNow(),
      report: () => {},
    });
    this.submitter = new Submitter({
      view: this.view,
      log: this.log,
      person: () => person,
      now,
      newId,
      onSaved: () => this.#line.pump.wake(),
    });
    this.view.view.subscribe(() => options.onView());
  }

  get isDead(): boolean {
    return this.#options.life.signal.aborted;
  }

  async start(): Promise<void> {
    await this.replica.read();
    await this.#reoffers.load();
    this.#show(await this.log.load(await this.#marks.settledBelow()));
    this.isOpen = true;
    const { signal } = this.#options.life;
    this.#pokes.repeat(signal);
    await this.#line.run(signal);
  }

  submit(intent: CommandIntent, options: SubmitOptions): Promise<Submission> {
    return this.submitter.submit(intent, options);
  }

  syncNow(): void {
    this.#line.check();
  }

  async #decided(verdicts: ReadonlyMap<string, Verdict>): Promise<void> {
    await this.log.record(verdicts, () => {});
    this.view.decide(verdicts);
    for (const [commandId, { kind }] of verdicts) if (kind === 'refused') this.submitter.history.refused(commandId);
    this.replica.resync();
  }

  #caughtUp(tick: number, asOf: number): void {
    if (this.isDead) return;
    this.view.caughtUp(tick);
    this.#line.connection.report('caught-up');
    const settledBelow = this.log.settledBelow(this.view.openCommandIds());
    void this.#marks.caughtUp({ at: this.#options.now(), settledBelow, anchor: '2026-11-23' }).catch(() => undefined);
    void this.log.prune().catch(() => undefined);
    this.#options.onCaughtUp(asOf);
  }

  #show(entries: readonly OutboxEntry[]): void {
    const shown = entries.filter(({ state, verdict }) => state !== 'dismissed' && verdict?.kind !== 'refused');
    this.view.addAll(shown.map(({ command, verdict }) => localCommand(command, verdict)));
  }
}
