import type { DeskRecords } from '#shared/desktop/outbox.ts';
import { type Instant, instant } from '#shared/time/instant.ts';
import type { LocalDate } from '#shared/time/local.ts';

const LAST_SYNC = 'last-sync';
const SERVER_EPOCH = 'server-epoch';
const SETTLED_BELOW = 'settled-below';
const ANCHOR = 'window-anchor';

const WRITE_EVERY_MS = 10_000;

type Mark = { readonly at: Instant; readonly settledBelow: number; readonly anchor: LocalDate };

/** How far this desk had come, for its next start. */
export class DeskMarks {
  readonly #records: DeskRecords;
  #writtenAt = -Infinity;
  #epoch: string | null = null;

  constructor(records: DeskRecords) {
    this.#records = records;
  }

  /** When the replica last held everything that the server had. */
  async lastSync(): Promise<Instant | null> {
    const text = await this.#records.read(LAST_SYNC);
    return text === null ? null : instant(Number(text));
  }

  /** Outbox entries with a lower sequence number have nothing left to show. */
  async settledBelow(): Promise<number> {
    return Number(await this.#records.read(SETTLED_BELOW)) || 0;
  }

  /** The Monday of the weeks that the replica was last filled with (SPEC, PL4). */
  anchor(): Promise<LocalDate | null> {
    return this.#records.read(ANCHOR);
  }

  /** Not more often than every few seconds: losing the last of them costs a little reading, nothing else. */
  async caughtUp({ at, settledBelow, anchor }: Mark): Promise<void> {
    if (performance.now() - this.#writtenAt < WRITE_EVERY_MS) return;
    this.#writtenAt = performance.now();
    await this.#records.write(LAST_SYNC, String(at));
    await this.#records.write(SETTLED_BELOW, String(settledBelow));
    await this.#records.write(ANCHOR, anchor);
  }

  /** Whether the server is not the one that the replica was pulled from; the first one ever is none. */
  async isNewEpoch(epoch: string): Promise<boolean> {
    this.#epoch ??= await this.#records.read(SERVER_EPOCH);
    if (this.#epoch === null) await this.rememberEpoch(epoch);
    return this.#epoch !== epoch;
  }

  async rememberEpoch(epoch: string): Promise<void> {
    await this.#records.write(SERVER_EPOCH, epoch);
    this.#epoch = epoch;
  }
}
