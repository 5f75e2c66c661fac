import { z } from 'zod';
import { type Instant, instant } from '#shared/time/instant.ts';

/** The two clocks of a computer: one that only counts, since the program began, and one that people set. */
export type Clocks = { readonly counting: () => number; readonly wall: () => number };

/** For the next run, whose counting clock begins anew. */
export const clockMarkSchema = z.object({ serverTime: z.number(), wall: z.number(), latest: z.number() });
export type ClockMark = Readonly<z.infer<typeof clockMarkSchema>>;

/**
 * What it may be by now on the server, at the latest. Early is what it must never say: a lease would outlive itself.
 * The counting clock may stand still while the computer sleeps, and the wall clock may be set; so the longer of the two
 * counts. Only a wall clock that is set back over a sleep or a restart deceives both: then leases that end before the
 * time that they keep are not believed any more (`isSure`).
 */
export class LatestServerTime {
  readonly #clocks: Clocks;
  #heard: { readonly serverTime: number; readonly counting: number | null; readonly wall: number } | null = null;
  #latest = 0;
  #wasSetBack = false;

  constructor(clocks: Clocks, mark: ClockMark | null) {
    this.#clocks = clocks;
    if (mark === null) return;
    this.#heard = { serverTime: mark.serverTime, counting: null, wall: mark.wall };
    this.#latest = mark.latest;
  }

  /** What the two clocks show before a question is sent. */
  before(): { readonly counting: number; readonly wall: number } {
    return { counting: this.#clocks.counting(), wall: this.#clocks.wall() };
  }

  /** The server said this in answer to a question that was asked at that moment. */
  heard(serverTime: number, asked: { readonly counting: number; readonly wall: number }): void {
    this.#heard = { serverTime, ...asked };
    this.#latest = serverTime;
    this.#wasSetBack = false;
  }

  /** Null: nobody knows. */
  now(): { readonly latest: Instant; readonly isSure: boolean } | null {
    const heard = this.#heard;
    if (heard === null) return null;
    const counted = heard.counting === null ? 0 : this.#clocks.counting() - heard.counting;
    const shown = this.#clocks.wall() - heard.wall;
    if (heard.counting !== null && shown < counted - TOLERANCE_MS) this.#wasSetBack = true;
    const passed = Math.max(counted, shown);
    const latest = heard.serverTime + passed + MARGIN_MS + passed * DRIFT;
    // After a restart only the wall clock is left: where it shows less than before, it says nothing.
    if (heard.counting === null && latest < this.#latest - TOLERANCE_MS) return null;
    this.#latest = Math.max(this.#latest, latest);
    return { latest: instant(this.#latest), isSure: heard.counting !== null && !this.#wasSetBack };
  }

  mark(): ClockMark | null {
    const heard = this.#heard;
    return heard === null ? null : { serverTime: heard.serverTime, wall: heard.wall, latest: this.#latest };
  }
}

const MARGIN_MS = 2_000;
/** Far more than two quartz clocks drift apart. */
const DRIFT = 0.001;
/** So far a wall clock may be set by the network, now and then. */
const TOLERANCE_MS = 10_000;
