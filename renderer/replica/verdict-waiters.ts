import type { Verdict } from '#shared/commands/verdict.ts';
import type { OutboxLog } from '#renderer/replica/pump/outbox-log.ts';

/** Those who wait for the server's word on a command. */
export class VerdictWaiters {
  readonly #waiting = new Map<string, ((verdict: Verdict) => void)[]>();

  /** The verdict of a command in the log, whenever it comes. */
  verdictOf(commandId: string, log: OutboxLog): Promise<Verdict> {
    const known = log.find(commandId)?.verdict ?? null;
    return known === null ? this.wait(commandId) : Promise.resolve(known);
  }

  wait(commandId: string): Promise<Verdict> {
    return new Promise((resolve) => {
      this.#waiting.set(commandId, [...(this.#waiting.get(commandId) ?? []), resolve]);
    });
  }

  tell(verdicts: ReadonlyMap<string, Verdict>): void {
    for (const [commandId, verdict] of verdicts) {
      for (const resolve of this.#waiting.get(commandId) ?? []) resolve(verdict);
      this.#waiting.delete(commandId);
    }
  }
}
