import type { Poke } from '#shared/replication/protocol.ts';
import type { HoldMinutesSet, PublicHold } from '#shared/replication/holds.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import type { World } from '#shared/scheduling/world.ts';
import type { Instant } from '#shared/time/instant.ts';
import type { Desk } from '#renderer/replica/desk.ts';
import { type HoldHandle, LiveHold } from '#renderer/replica/holds/hold-handle.ts';
import type { HoldAnswer, HoldCredential, HoldRequest } from '#renderer/replica/holds/hold-model.ts';
import { holdsInTheWay } from '#renderer/replica/holds/holds-in-the-way.ts';
import { createStore } from '#renderer/replica/store.ts';
import { ServerClock } from '#renderer/replica/holds/server-clock.ts';

export type HoldList = { readonly holds: readonly PublicHold[]; readonly serverTime: number };

export type HoldMinutes = HoldMinutesSet | { readonly kind: 'no-server' };

/** What the windows of one desk tell each other about holds. */
export type HoldsMessage =
  | { readonly kind: 'listed'; readonly list: HoldList }
  /** Another form takes the time of these over (HU9). */
  | { readonly kind: 'make-way'; readonly ids: readonly string[] };

export type DeskHoldsOptions = {
  readonly deskId: () => string | null;
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
  /** For the other windows of this desk. */
  readonly say: (message: HoldsMessage) => void;
  readonly wallNow: () => Instant;
  readonly report: (what: string, error: unknown) => void;
};

const AGAIN_MS = 2_000;
export const LONGEST_SETTLING_MS = 3_000;
const LONGEST_TIMER_MS = 60_000;
const LONGEST_WAY_MS = 1_000;
const MOST_OWN_IDS = 500;

type Waiting = { readonly ids: readonly string[]; readonly resolve: () => void };

/** All holds, as one window knows them: its own, those of this desk's other windows, and those of other desks. */
export class DeskHolds {
  readonly #options: DeskHoldsOptions;
  readonly #clock: ServerClock;
  readonly #own = new Set<LiveHold>();
  /** The holds that this window asked for last: more than can be in force at once. */
  readonly #ownIds = new Set<string>();
  readonly #heldHere = createStore<readonly PublicHold[]>([]);
  #listed: readonly PublicHold[] = [];
  #isListing = false;
  #isStale = false;
  /** It may be another server, with another clock. */
  #isGreeted = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #settling: (() => void)[] = [];
  #waiting: Waiting[] = [];

  constructor(options: DeskHoldsOptions) {
    this.#options = options;
    this.#clock = new ServerClock(() => performance.now(), options.wallNow);
  }

  serverNow(): Instant {
    return this.#clock.now();
  }

  /** What screens may ask. */
  port(): Pick<Desk, 'openHold' | 'heldHere' | 'setHoldMinutes' | 'serverNow'> {
    return {
      heldHere: this.#heldHere,
      openHold: () => this.open(),
      setHoldMinutes: (minutes) => this.#options.setMinutes(minutes),
      serverNow: () => this.serverNow(),
    };
  }

  open(): HoldHandle {
    const { newCredential, isOnline } = this.#options;
    const hold: LiveHold = new LiveHold({
      ask: (request, credential) => this.#ask(request, credential),
      isOnline: isOnline(),
      serverNow: () => this.serverNow(),
      newCredential: () => {
        const credential = newCredential();
        this.#remember(credential.id);
        return credential;
      },
      onStep: () => this.#stepped(hold),
    });
    this.#own.add(hold);
    return hold;
  }

  #remember(holdId: string): void {
    this.#ownIds.add(holdId);
    const [oldest] = this.#ownIds;
    if (this.#ownIds.size > MOST_OWN_IDS && oldest !== undefined) this.#ownIds.delete(oldest);
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

  /** Another window of this desk has listed, or needs time that is held here. */
  hear(message: HoldsMessage): void {
    if (message.kind === 'make-way') return this.#giveWay(message.ids);
    const { holds, serverTime } = message.list;
    this.#clock.hear(serverTime, 'word');
    this.#take(holds, null);
  }

  /** Before a command goes without a hold: nothing of this desk is in its way (HU7, HU9). Resolves after a moment in any case. */
  async makeWayFor(claims: readonly HeldClaim[], world: World): Promise<void> {
    const ids = holdsInTheWay(claims, this.#ofDesk(), world);
    if (ids.length > 0) await this.#makeWay(ids);
    await this.settled();
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
        this.#options.say({ kind: 'listed', list });
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
    const isGone = (one: Waiting): boolean => !one.ids.some((id) => ids.has(id));
    for (const { resolve } of this.#waiting.filter(isGone)) resolve();
    this.#waiting = this.#waiting.filter((one) => !isGone(one));
  }

  /** Where only other forms of this desk are in the way, they make way: the last choice wins (HU9). */
  async #ask(request: HoldRequest, credential: HoldCredential): Promise<HoldAnswer> {
    const answer = await this.#options.ask(request, credential);
    const ids = answer.kind === 'taken' ? this.#heldByDesk(answer.conflicts) : [];
    if (ids.length === 0) return answer;
    await this.#makeWay(ids);
    return this.#options.ask(request, credential);
  }

  #heldByDesk(conflicts: readonly Conflict[]): readonly string[] {
    const known = new Set([...this.#ownIds, ...this.#ofDesk().map(({ id }) => id)]);
    const ids = conflicts.flatMap(({ reason, holderId }) => (reason === 'held' && holderId !== null ? [holderId] : []));
    return ids.length === conflicts.length && ids.every((id) => known.has(id)) ? ids : [];
  }

  #ofDesk(): readonly PublicHold[] {
    const now = this.serverNow();
    const deskId = this.#options.deskId();
    return this.#listed.filter((hold) => hold.deskId === deskId && hold.expiresAt > now);
  }

  async #makeWay(ids: readonly string[]): Promise<void> {
    this.#giveWay(ids);
    this.#options.say({ kind: 'make-way', ids });
    await new Promise<void>((resolve) => {
      this.#waiting.push({ ids, resolve });
      setTimeout(resolve, LONGEST_WAY_MS);
    });
  }

  #giveWay(ids: readonly string[]): void {
    for (const hold of this.#own) for (const id of ids) hold.yield(id);
  }

  /** Shows what is not over: of other desks as theirs, of this desk's other windows apart; looks again when one ends. */
  #show(): void {
    const now = this.serverNow();
    const inForce = this.#listed.filter(({ id, expiresAt }) => !this.#ownIds.has(id) && expiresAt > now);
    const deskId = this.#options.deskId();
    this.#options.show(inForce.filter((hold) => hold.deskId !== deskId));
    const here = inForce.filter((hold) => hold.deskId === deskId);
    if (here.length > 0 || this.#heldHere.get().length > 0) this.#heldHere.set(here);
    clearTimeout(this.#timer);
    const next = Math.min(...inForce.map(({ expiresAt }) => expiresAt));
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
