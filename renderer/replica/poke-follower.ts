import type { Poke, PullOutput } from '#shared/replication/protocol.ts';
import type { DeskMarks } from '#renderer/replica/desk-marks.ts';
import { asOutage } from '#renderer/replica/network/outage.ts';

type PokeFollowerOptions = {
  readonly marks: Pick<DeskMarks, 'isNewEpoch' | 'rememberEpoch'>;
  /** Throws the replica away and pulls it anew; rejects where the disk does not let it. */
  readonly discard: () => Promise<void>;
  readonly resync: () => void;
  readonly report: (what: string, error: unknown) => void;
};

const REPEAT_EVERY_MS = 60_000;

/**
 * Does what a poke asks for: pulls, or begins anew when the server is not the one that the replica was pulled from. It
 * is remembered only when that is done, so that a crash or a full disk in between is made up for later.
 */
export class PokeFollower {
  readonly #options: PokeFollowerOptions;
  #last: Pick<Poke, 'epoch'> | null = null;
  #following: Promise<void> = Promise.resolve();

  constructor(options: PokeFollowerOptions) {
    this.#options = options;
  }

  heed(poke: Pick<Poke, 'epoch'>): void {
    this.#last = poke;
    this.#following = this.#following
      .then(() => this.#follow(poke))
      .catch((error: unknown) => this.#options.report('a poke was not followed', error));
  }

  /**
   * Lets a page through only when it is of the server that the replica was pulled from: a restored one may answer
   * before its stream says hello (PL8). Otherwise rejects with the signal, when the replica is thrown away.
   */
  async admit(page: PullOutput, signal: AbortSignal): Promise<PullOutput> {
    const { epoch } = page.checkpoint;
    const { marks } = this.#options;
    if (!(await marks.isNewEpoch(epoch))) return page;
    this.heed({ epoch });
    await this.#following;
    // A new replica pulls before it is written down whose it is; an old one's pulls have been ended by now.
    const isOfThisReplica = !signal.aborted && !(await marks.isNewEpoch(epoch));
    return isOfThisReplica ? page : untilAborted(signal);
  }

  /** The last poke once more, every minute until the signal: something may have kept it from being followed. */
  repeat(signal: AbortSignal): void {
    const timer = setInterval(() => {
      if (this.#last === null) this.#options.resync();
      else this.heed(this.#last);
    }, REPEAT_EVERY_MS);
    signal.addEventListener('abort', () => clearInterval(timer));
  }

  async #follow({ epoch }: Pick<Poke, 'epoch'>): Promise<void> {
    const { marks, discard, resync } = this.#options;
    if (!(await marks.isNewEpoch(epoch))) return resync();
    await discard();
    await marks.rememberEpoch(epoch);
  }
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => reject(asOutage(signal.reason));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
