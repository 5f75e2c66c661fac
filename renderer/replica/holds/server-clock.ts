import { type Instant, instant } from '#shared/time/instant.ts';

/**
 * What time it is at the server, from what it says and a monotonic count of milliseconds: the computer's own clock may
 * be days off. What was said was true a moment before it arrived, so the estimate is never ahead.
 */
export class ServerClock {
  readonly #monotonic: () => number;
  readonly #fallback: () => Instant;
  #ahead: number | null = null;

  /** @param fallback what stands in while the server has said nothing. */
  constructor(monotonic: () => number, fallback: () => Instant) {
    this.#monotonic = monotonic;
    this.#fallback = fallback;
  }

  now(): Instant {
    return this.#ahead === null ? this.#fallback() : instant(Math.round(this.#monotonic() + this.#ahead));
  }

  /** The quickest message is the one that tells best; only a greeting may set the clock back. */
  hear(serverTime: number, kind: 'greeting' | 'word'): void {
    const ahead = serverTime - this.#monotonic();
    if (this.#ahead === null || kind === 'greeting' || ahead > this.#ahead) this.#ahead = ahead;
  }
}
