import type { Poke } from '#shared/replication/protocol.ts';
import type { HoldMinutesSet, PublicHold } from '#shared/replication/holds.ts';
import type { Instant } from '#shared/time/instant.ts';
import type { Desk } from '#renderer/replica/desk.ts';
import { type HoldHandle, LiveHold } from '#renderer/replica/holds/hold-handle.ts';
import type { HoldAnswer, HoldCredential, HoldRequest } from '#renderer/replica/holds/hold-model.ts';
import { ServerClock } from '#renderer/replica/holds/server-clock.ts';

export type HoldList = { readonly holds: readonly PublicHold[]; readonly serverTime: number };

export type HoldMinutes = HoldMinutesSet | { readonly kind: 'no-server' };

export type DeskHoldsOptions = {
  /** Never rejects; what the network swallowed is `unanswered`. */
  readonly ask: (request: HoldRequest, credential: HoldCredential) => Promise<HoldAnswer>;
  /** Every live hold of the clinic. Rejects when the server does not answer. */
  readonly list: () => Promise<HoldList>;
  /** For how long the clinic holds a chosen time; only the server keeps it. */
  readonly setMinutes: (minutes: number) => Promise<HoldMinutes>;
  /** Gives back without waiting for an answer: the page is going. */
  readonly abandon: (credential: HoldCredential) => void;
  readonly isOnline: () => boolean;
  readonly newCredential: () => HoldCredential;
  /** Shows what others hold. */
  readonly show: (others: readonly PublicHold[]) => void;
  /** What was listed, for the other windows of this desk. */
  readonly onListed: (list: HoldList) => void;
  readonly wallNow: () => Instant;
  readonly report: (what: string, error: unknown) => void;
};

const AGAIN_MS = 2_000;
const LONGEST_SETTLING_MS = 3_000;
const LONGEST_TIMER_MS = 60_000;

/** All holds, as one window knows them: its own, and those of everybody else. */
export class DeskHolds {
  readonly #options: DeskHoldsOptions;
  readonly #clock: ServerClock;
  readonly #own = new Set<LiveHold>();
  /** Every hold that this window ever asked for: it is never shown as somebody else's. */
  readonly #ownIds = new Set<string>();
  #listed: readonly PublicHold[] = [];
  #isListing = false;
  #isStale = false;
  /** It may be another server, with another clock. */
  #isGreeted = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #settling: (() => void)[] = [];

  constructor(options: DeskHoldsOptions) {
    this.#options = options;
    this.#clock = new ServerClock(() => performance.now(), options.wallNow);
  }

  serverNow(): Instant {
    return this.#clock.now();
  }

  /** What screens may ask. */
  port(): Pick<Desk, 'openHold' | 'setHoldMinutes' | 'serverNow'> {
    return {
      openHold: () => this.open(),
      setHoldMinutes: (minutes) => this.#options.setMinutes(minutes),
      serverNow: () => this.serverNow(),
    };
  }

  open(): HoldHandle {
    const { ask, newCredential, isOnline } = this.#options;
    const hold: LiveHold = new LiveHold({
      ask,
      isOnline: isOnline(),
      serverNow: () => this.serverNow(),
      newCredential: () => {
        const credential = newCredential();
        this.#ownIds.add(credential.id);
        return credential;
      },
      onStep: () => this.#stepped(hold),
    });
    this.#own.add(hold);
    return hold;
  }

  /** The line came or went. */
  follow(isOnline: boolean): void {
    for (const hold of this.#own) hold.tell({ kind: 'line', isOnline });
    // A window that opened later has heard no greeting.
    if (isOnline) this.refresh();
    this.#release();
  }

  /** The server greets, or says that holds have changed. */
  heed(kind: Poke['kind']): void {
    if (kind === 'hello') this.#isGreeted = true;
    if (kind === 'hello' || kind === 'holds') this.refresh();
  }

  /** Asks for the list; once more when something changed meanwhile. */
  refresh(): void {
    this.#isStale = true;
    if (!this.#isListing) void this.#list();
  }

  /** Another window has listed. */
  adopt({ holds, serverTime }: HoldList): void {
    this.#clock.hear(serverTime, 'word');
    this.#take(holds, null);
  }

  /**
   * Resolves when nothing that this window let go of can stand in the way of its own commands, or after a moment: a
   * command goes to the server in any case.
   */
  settled(): Promise<void> {
    if (!this.#isSettling()) return Promise.resolve();
    return new Promise((resolve) => {
      this.#settling.push(resolve);
      setTimeout(resolve, LONGEST_SETTLING_MS);
    });
  }

  /** The page is going: what it holds is free for others at once, not only when its time is over. */
  abandon(): void {
    for (const hold of this.#own) for (const credential of hold.credentials()) this.#options.abandon(credential);
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const hold of this.#own) hold.close();
  }

  async #list(): Promise<void> {
    this.#isListing = true;
    try {
      while (this.#isStale) {
        this.#isStale = false;
        const askedAt = performance.now();
        const list = await this.#options.list();
        this.#clock.hear(list.serverTime, this.#isGreeted ? 'greeting' : 'word');
        this.#isGreeted = false;
        this.#take(list.holds, askedAt);
        this.#options.onListed(list);
      }
    } catch (error) {
      this.#isStale = false;
      if (this.#options.isOnline()) this.#options.report('the holds were not listed', error);
      setTimeout(() => this.#options.isOnline() && this.refresh(), AGAIN_MS);
    } finally {
      this.#isListing = false;
    }
  }

  #take(holds: readonly PublicHold[], askedAt: number | null): void {
    this.#listed = holds;
    const ids = new Set(holds.map(({ id }) => id));
    this.#show();
    for (const hold of this.#own) hold.listed(ids, askedAt);
  }

  /** Shows those that are somebody else's and not over; looks again when the next one ends. */
  #show(): void {
    const now = this.serverNow();
    const others = this.#listed.filter(({ id, expiresAt }) => !this.#ownIds.has(id) && expiresAt > now);
    this.#options.show(others);
    clearTimeout(this.#timer);
    const next = Math.min(...others.map(({ expiresAt }) => expiresAt));
    if (next === Infinity) return;
    this.#timer = setTimeout(() => this.#show(), Math.min(next - now + 20, LONGEST_TIMER_MS));
  }

  #stepped(hold: LiveHold): void {
    if (hold.isDone) this.#own.delete(hold);
    this.#release();
  }

  #release(): void {
    if (this.#isSettling()) return;
    for (const resolve of this.#settling) resolve();
    this.#settling = [];
  }

  #isSettling(): boolean {
    return [...this.#own].some((hold) => hold.isClearing);
  }
}
