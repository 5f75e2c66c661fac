import type { Verdict } from '#shared/commands/verdict.ts';
import type { OutboxLog } from '#renderer/replica/pump/outbox-log.ts';
import { report } from '#renderer/replica/report.ts';
import { VerdictWaiters } from '#renderer/replica/verdict-waiters.ts';
import type { DeskView } from '#renderer/replica/view/desk-view.ts';

type Verdicts = ReadonlyMap<string, Verdict>;

type VerdictTakerOptions = {
  readonly log: OutboxLog;
  readonly view: DeskView;
  readonly onRefused: (commandId: string) => void;
  /** They are on the screen. */
  readonly onApplied: () => void;
  /** To the console, unless given. */
  readonly report?: typeof report;
};

/** Takes in what the server has decided: on disk first, then on the screen, then for whoever waits. */
export class VerdictTaker {
  readonly #options: VerdictTakerOptions;
  readonly #waiters = new VerdictWaiters();

  constructor(options: VerdictTakerOptions) {
    this.#options = options;
  }

  async record(verdicts: Verdicts): Promise<void> {
    const { log, report: tell = report } = this.#options;
    await log.record(verdicts, (error) => tell('verdicts were not written down', error));
    this.#apply(verdicts);
  }

  /** Another window has written them down. */
  adopt(verdicts: Verdicts): void {
    this.#options.log.adopt(verdicts);
    this.#apply(verdicts);
  }

  verdictOf(commandId: string): Promise<Verdict> {
    return this.#waiters.verdictOf(commandId, this.#options.log);
  }

  #apply(verdicts: Verdicts): void {
    const { view, onRefused, onApplied } = this.#options;
    view.decide(verdicts);
    for (const [commandId, { kind }] of verdicts) if (kind === 'refused') onRefused(commandId);
    this.#waiters.tell(verdicts);
    onApplied();
  }
}
