import type { Verdict } from '#shared/commands/verdict.ts';
import type { Instant } from '#shared/time/instant.ts';
import type { Command, PushInput } from '#shared/replication/protocol.ts';
import type { DeskMarks } from '#renderer/replica/desk-marks.ts';
import type { OutboxLog } from '#renderer/replica/pump/outbox-log.ts';
import type { DeskView } from '#renderer/replica/view/desk-view.ts';
import { localCommand } from '#renderer/replica/view/local-command.ts';

/** How long other desks have for offering again what this desk's commands build on (RO4). */
const PATIENCE_MS = 180_000;

type ReoffersOptions = {
  readonly marks: Pick<
    DeskMarks,
    | 'epoch'
    | 'reofferedThrough'
    | 'rememberReoffer'
    | 'decidedBefore'
    | 'rememberDecided'
    | 'firstHere'
    | 'rememberFirstHere'
  >;
  readonly log: OutboxLog;
  readonly view: DeskView;
};

/** Offers to a restored server what it may have lost, and is not refused at once for what other desks have yet to offer. */
export class Reoffers {
  readonly #options: ReoffersOptions;
  #through = 0;
  #decidedIds: ReadonlySet<string> = new Set();
  #until = 0;

  constructor(options: ReoffersOptions) {
    this.#options = options;
  }

  /** A program that was stopped in the middle is as patient as if it had begun now. */
  async load(): Promise<void> {
    this.#decidedIds = new Set(await this.#options.marks.decidedBefore());
    this.#wait(Math.max(this.#through, await this.#options.marks.reofferedThrough()));
  }

  /** The server is another one: what was decided waits again, on disk and on the screen. @throws StorageFailure */
  async begin(): Promise<void> {
    const { log, marks } = this.#options;
    const since = await marks.firstHere();
    await this.#writeDownDecided(since);
    const pending = this.#show(await log.offerAgain(since));
    const through = Math.max(this.#through, ...pending.map(({ sequence }) => sequence));
    this.#wait(through);
    await marks.rememberReoffer(through);
  }

  /**
   * One clinic's work is never shown to another (I6). What was decided there is not offered here; what was not sent
   * ends refused, in the inbox of this desk (I2).
   */
  async keepFromOtherClinic(
    now: Instant,
    end: (verdicts: ReadonlyMap<string, Verdict>) => Promise<void>,
  ): Promise<void> {
    const { log, marks } = this.#options;
    await marks.rememberFirstHere((await log.lastSequence()) + 1);
    const refusal = { code: 'actor-unknown' as const, field: '', conflicts: [] };
    const verdict: Verdict = { kind: 'refused', decidedAt: now, revisions: [], refusal };
    const verdicts = new Map(log.pending().map(({ id }) => [id, verdict]));
    if (verdicts.size > 0) await end(verdicts);
  }

  /** Another window of this desk has begun. */
  async follow(): Promise<void> {
    await this.load();
    this.#show(await this.#options.log.rereadPending());
  }

  /** What is sent for these commands (RO1, RO4). */
  async offer(commands: readonly Command[]): Promise<PushInput> {
    const isWaiting = performance.now() < this.#until;
    const reoffered = commands.filter(({ sequence }) => isWaiting && sequence <= this.#through);
    return {
      commands: [...commands],
      epoch: await this.#options.marks.epoch(),
      reofferedIds: reoffered.map(({ id }) => id),
      decidedIds: commands.filter(({ id }) => this.#decidedIds.has(id)).map(({ id }) => id),
    };
  }

  /** On disk before they are made pending, which makes them look as if they had never had a verdict (RO7). */
  async #writeDownDecided(sinceSequence: number): Promise<void> {
    const { log, marks } = this.#options;
    const waiting = log.pending().filter(({ id }) => this.#decidedIds.has(id));
    const decided = [...waiting, ...(await log.offeredAgain(sinceSequence))].filter(({ hold }) => hold !== null);
    this.#decidedIds = new Set(decided.map(({ id }) => id));
    await marks.rememberDecided([...this.#decidedIds]);
  }

  #show(pending: readonly Command[]): readonly Command[] {
    this.#options.view.offerAgain(pending.map((command) => localCommand(command)));
    return pending;
  }

  #wait(through: number): void {
    this.#through = through;
    this.#until = performance.now() + PATIENCE_MS;
  }
}
