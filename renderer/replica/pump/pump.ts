import type { Verdict } from '#shared/commands/verdict.ts';
import type { Command, CommandVerdict, PushOutput } from '#shared/replication/protocol.ts';
import type { Instant } from '#shared/time/instant.ts';
import { Bell } from '#renderer/replica/network/bell.ts';
import { asOutage, type Outage } from '#renderer/replica/network/outage.ts';
import { afterPush, initialPump, nextTry, planPush, type PumpState } from '#renderer/replica/pump/pump-plan.ts';

type PumpOptions = {
  /** Commands without a verdict, in order of sequence. */
  readonly pending: () => readonly Command[];
  readonly push: (commands: readonly Command[]) => Promise<PushOutput>;
  /** Writes down that they are being offered. */
  readonly attempted: (commandIds: readonly string[]) => Promise<void>;
  /** Takes the verdicts of this server in, or of the desk itself; durable as far as the disk allows when it resolves. */
  readonly decided: (verdicts: ReadonlyMap<string, Verdict>, epoch: string | null) => Promise<void>;
  readonly untilOnline: (signal: AbortSignal) => Promise<void>;
  readonly now: () => Instant;
};

/**
 * Sends what waits, in batches, until nothing does. A lost reply is a push that is made again with the same ids (I4);
 * there is nothing to remember across a restart, because the outbox still holds what has no verdict.
 */
export class Pump {
  readonly #options: PumpOptions;
  readonly #bell = new Bell();
  #state: PumpState = initialPump;

  constructor(options: PumpOptions) {
    this.#options = options;
  }

  /** There is something new to send. */
  wake(): void {
    this.#bell.ring();
  }

  /** Forgets every waiting time: the server is back, or a person asked. */
  retryNow(): void {
    this.#state = { ...initialPump, batchLimit: this.#state.batchLimit };
    this.#bell.ring();
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#options.untilOnline(signal);
      const batch = planPush(this.#options.pending(), this.#state, performance.now());
      if (signal.aborted) return;
      if (batch.length > 0) await this.#push(batch);
      else await this.#bell.wait(this.#pauseMs(), signal);
    }
  }

  #pauseMs(): number | null {
    const now = performance.now();
    const at = nextTry(this.#options.pending(), this.#state, now);
    return at === null || at === Infinity ? null : Math.max(1, at - now);
  }

  async #push(batch: readonly Command[]): Promise<void> {
    const { attempted, push, decided } = this.#options;
    await attempted(batch.map(({ id }) => id));
    try {
      const output = await push(batch);
      const verdicts = verdictsFor(batch, output.verdicts);
      await decided(verdicts, output.epoch);
      this.#note(batch, { kind: 'judged', judgedIds: new Set(verdicts.keys()) });
    } catch (error) {
      await this.#failed(batch, asOutage(error));
    }
  }

  async #failed(batch: readonly Command[], outage: Outage): Promise<void> {
    const [only, another] = batch;
    // Never to be taken as it is: it ends as refused, in sight of a person, and holds nobody up (I2, I13).
    if (outage.kind === 'rejected' && only !== undefined && another === undefined) {
      await this.#options.decided(new Map([[only.id, notDecidable(this.#options.now())]]), null);
      this.#note(batch, { kind: 'judged', judgedIds: new Set([only.id]) });
      return;
    }
    this.#note(batch, { kind: 'failed', outage: outage.kind, retryAfterMs: outage.retryAfterMs });
  }

  #note(batch: readonly Command[], outcome: Parameters<typeof afterPush>[2]): void {
    this.#state = afterPush(this.#state, batch, outcome, { now: performance.now(), random: Math.random() });
  }
}

/** The first verdict for each command that was sent; anything else in an answer is not ours. */
export function verdictsFor(
  sent: readonly Command[],
  answered: readonly CommandVerdict[],
): ReadonlyMap<string, Verdict> {
  const sentIds = new Set(sent.map(({ id }) => id));
  const verdicts = new Map<string, Verdict>();
  for (const { commandId, verdict } of answered) {
    if (sentIds.has(commandId) && !verdicts.has(commandId)) verdicts.set(commandId, verdict);
  }
  return verdicts;
}

function notDecidable(decidedAt: Instant): Verdict {
  return { kind: 'refused', decidedAt, revisions: [], refusal: { code: 'not-decidable', field: '', conflicts: [] } };
}
