import type { Poke, PullOutput } from '#shared/replication/protocol.ts';
import type { DeskMarks } from '#renderer/replica/desk-marks.ts';
import { asOutage } from '#renderer/replica/network/outage.ts';

type PokeFollowerOptions = {
  readonly marks: Pick<DeskMarks, 'isNewEpoch' | 'rememberEpoch'>;
  /** Makes everything pending again that the server may have lost (RO2); rejects where the disk does not let it. */
  readonly offerAgain: () => Promise<void>;
  /** Throws the replica away and pulls it anew; rejects where the disk does not let it. */
  readonly discard: () => Promise<void>;
  readonly resync: () => void;
  /** The server's new epoch is written down: what waits can be sent to it (RO1). */
  readonly onNewServer: () => void;
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

  /**
   * Hands on what a server has answered to a push, unless the desk takes another one for its server by now: a verdict
   * of before a restore would end a command that the restored server has lost (RO3). Never while a poke is followed.
   * Null: the desk's own word.
   */
  takeVerdicts(epoch: string | null, take: () => Promise<void>): Promise<void> {
    if (epoch === null) return take();
    const taken = this.#following.then(async () => {
      if (!(await this.#options.marks.isNewEpoch(epoch))) await take();
    });
    this.#following = taken.catch(() => undefined);
    return taken;
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
    const { marks, offerAgain, discard, resync, onNewServer } = this.#options;
    if (!(await marks.isNewEpoch(epoch))) return resync();
    await offerAgain();
    await discard();
    await marks.rememberEpoch(epoch);
    onNewServer();
  }
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => reject(asOutage(signal.reason));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
