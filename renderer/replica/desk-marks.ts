import type { DeskRecords } from '#shared/desktop/outbox.ts';
import { type Instant, instant } from '#shared/time/instant.ts';
import type { LocalDate } from '#shared/time/local.ts';

const LAST_SYNC = 'last-sync';
const SERVER_EPOCH = 'server-epoch';
const SETTLED_BELOW = 'settled-below';
const REOFFERED_THROUGH = 'reoffered-through';
const DECIDED_BEFORE = 'decided-before';
const FIRST_HERE = 'first-sequence-here';
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

  /** The server that the replica was pulled from; null before the first one. */
  async epoch(): Promise<string | null> {
    this.#epoch ??= await this.#records.read(SERVER_EPOCH);
    return this.#epoch;
  }

  /** Commands with a lower sequence number are another clinic's (I6). */
  async firstHere(): Promise<number> {
    return Number(await this.#records.read(FIRST_HERE)) || 0;
  }

  rememberFirstHere(sequence: number): Promise<void> {
    return this.#records.write(FIRST_HERE, String(sequence));
  }

  /** The newest command that was there when the server was last found to be another one (RO4); 0 when it never was. */
  async reofferedThrough(): Promise<number> {
    return Number(await this.#records.read(REOFFERED_THROUGH)) || 0;
  }

  rememberReoffer(throughSequence: number): Promise<void> {
    return this.#records.write(REOFFERED_THROUGH, String(throughSequence));
  }

  /** Commands that the server before the last one had decided, and that came with a hold (RO7). */
  async decidedBefore(): Promise<readonly string[]> {
    return (await this.#records.read(DECIDED_BEFORE))?.split(' ').filter((id) => id !== '') ?? [];
  }

  rememberDecided(commandIds: readonly string[]): Promise<void> {
    return this.#records.write(DECIDED_BEFORE, commandIds.join(' '));
  }

  /** Whether the server is not the one that the replica was pulled from; the first one ever is none. */
  async isNewEpoch(epoch: string): Promise<boolean> {
    if ((await this.epoch()) === null) await this.rememberEpoch(epoch);
    return this.#epoch !== epoch;
  }

  async rememberEpoch(epoch: string): Promise<void> {
    await this.#records.write(SERVER_EPOCH, epoch);
    this.#epoch = epoch;
  }
}
