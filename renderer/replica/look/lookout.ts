import { anchorOf, keptWindow } from '#shared/replication/kept-window.ts';
import type { RangeOutput } from '#shared/replication/protocol.ts';
import type { Interval } from '#shared/time/interval.ts';
import type { LocalDate } from '#shared/time/local.ts';
import type { Desk, LookedAt } from '#renderer/replica/desk.ts';
import { isWithin, lookedInterval } from '#renderer/replica/look/looked-interval.ts';
import { rangeChanges } from '#renderer/replica/look/range-changes.ts';
import { wallClock } from '#renderer/replica/monotonic-clock.ts';
import { backoffMs } from '#renderer/replica/network/backoff.ts';
import { asOutage } from '#renderer/replica/network/outage.ts';
import { createStore, type Store } from '#renderer/replica/store.ts';
import type { DeskView } from '#renderer/replica/view/desk-view.ts';
import type { SyncState } from '#renderer/sync-status/sync-machine.ts';

export type LookoutOptions = {
  readonly view: Pick<DeskView, 'startTick' | 'startLooking' | 'showLooked' | 'lookAway'>;
  readonly line: {
    readonly connection: { readonly state: Store<SyncState> };
    /** @throws Outage */
    range(interval: Interval, signal: AbortSignal): Promise<RangeOutput>;
  };
  readonly report: (what: string, error?: unknown) => void;
};

/** Pokes come in bursts, and a busy day is a large answer: it is asked for again this long after the last one. */
const PAUSE_MS = 400;

/**
 * Shows days that this desk does not carry with it, for as long as somebody looks at them (RG4).
 *
 *   inside ──looks outside──▶ fetching ──answer──▶ shown | cut ⟲ asked again whenever something changed
 *      ▲                       │    ▲
 *      │                 no line    line is back
 *      │                       ▼    │
 *      └──looks inside── unavailable-offline            a day that is shown stays so when the line is lost
 */
export class Lookout {
  readonly #options: LookoutOptions;
  readonly lookedAt = createStore<LookedAt>('inside');
  readonly kept = createStore(keptWindow(anchorOf(wallClock())));
  #anchor: LocalDate | null = null;
  #looked: Interval | null = null;
  #wanted: Interval | null = null;
  /** What the last answer was about, while the view has all of it. */
  #shown: Interval | null = null;
  #asking: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #isStale = false;
  #failures = 0;

  constructor(options: LookoutOptions) {
    this.#options = options;
    const { state } = options.line.connection;
    let before = state.get().connection;
    state.subscribe(() => {
      const { connection } = state.get();
      if (connection === before) return;
      before = connection;
      this.#wait();
      if (connection === 'online') this.again();
    });
  }

  /** Which weeks this desk carries with it, as the server last said. */
  keep(anchor: LocalDate | null): void {
    if (anchor === null || anchor === this.#anchor) return;
    this.#anchor = anchor;
    this.kept.set(keptWindow(anchor));
    this.lookAt(this.#looked);
  }

  /** What screens use of it. */
  asDesk(): Pick<Desk, 'lookedAt' | 'kept' | 'lookAt'> {
    return { lookedAt: this.lookedAt, kept: this.kept, lookAt: (interval) => this.lookAt(interval) };
  }

  lookAt(interval: Interval | null): void {
    this.#looked = interval;
    const wanted = interval === null ? null : lookedInterval(interval, this.kept.get());
    if (wanted?.start === this.#wanted?.start && wanted?.end === this.#wanted?.end) return;
    this.#stop();
    this.#wanted = wanted;
    if (interval === null || wanted === null) {
      this.#shown = null;
      this.lookedAt.set('inside');
      return this.#options.view.lookAway();
    }
    // From a week to one of its days: all of it is here already.
    if (this.#shown === null || !isWithin(interval, this.#shown)) this.#turn();
    void this.#ask(wanted);
  }

  /** Something may have changed there: asks again, shortly. */
  again(): void {
    this.#isStale = true;
    this.#plan(PAUSE_MS);
  }

  /** The view has forgotten everything: its replica is another one. */
  renew(): void {
    if (this.#wanted !== null) this.#turn();
    this.again();
  }

  close(): void {
    this.#stop();
    this.#wanted = null;
  }

  #turn(): void {
    this.#shown = null;
    this.lookedAt.set('fetching');
    this.#wait();
    this.#options.view.startLooking();
  }

  #plan(ms: number): void {
    if (this.#wanted === null || this.#asking !== null || this.#timer !== null) return;
    const wanted = this.#wanted;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#ask(wanted);
    }, ms);
  }

  async #ask(wanted: Interval): Promise<void> {
    const { view, line, report } = this.#options;
    // Without a line nothing is asked: its return does that.
    if (this.#connection() !== 'online') return;
    const asking = new AbortController();
    this.#asking = asking;
    this.#isStale = false;
    const tick = view.startTick();
    try {
      const answer = await line.range(wanted, asking.signal);
      if (asking.signal.aborted) return;
      const { changes, faults } = rangeChanges(answer);
      if (faults > 0) report(`${faults} documents of a range do not fit their schema`);
      view.showLooked(changes, { tick, isCut: answer.isCut });
      this.#shown = answer.isCut ? null : wanted;
      this.lookedAt.set(answer.isCut ? 'cut' : 'shown');
      this.#failures = 0;
      this.#asking = null;
      if (this.#isStale) this.#plan(PAUSE_MS);
    } catch (error) {
      if (asking.signal.aborted) return;
      this.#asking = null;
      this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    this.#failures += 1;
    if (!this.#isShown()) this.lookedAt.set('unavailable-offline');
    if (asOutage(error).kind === 'rejected') return this.#options.report('a range was refused', error);
    this.#plan(backoffMs(this.#failures, Math.random()));
  }

  /** What is not there yet waits for the line. */
  #wait(): void {
    if (this.#wanted === null || this.#isShown()) return;
    const connection = this.#connection();
    const mayCome = connection === 'online' || connection === 'connecting';
    this.lookedAt.set(mayCome ? 'fetching' : 'unavailable-offline');
  }

  #connection(): SyncState['connection'] {
    return this.#options.line.connection.state.get().connection;
  }

  #isShown(): boolean {
    const now = this.lookedAt.get();
    return now === 'shown' || now === 'cut';
  }

  #stop(): void {
    this.#asking?.abort();
    this.#asking = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#failures = 0;
  }
}
