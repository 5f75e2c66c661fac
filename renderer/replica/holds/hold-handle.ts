import type { Instant } from '#shared/time/instant.ts';
import {
  dueRequest,
  type HoldAnswer,
  type HoldCredential,
  type HoldEvent,
  type HoldModel,
  type HoldPlacement,
  type HoldRequest,
  type HoldState,
  nextHold,
  nothingHeld,
  shownHold,
} from '#renderer/replica/holds/hold-model.ts';
import { createStore, type Store } from '#renderer/replica/store.ts';

/** What a command can show for the time that it wants. */
export type HoldProof =
  | { readonly kind: 'none' }
  | { readonly kind: 'live'; readonly credential: HoldCredential }
  | { readonly kind: 'expired' };

/** The hold of one form or one hand. It asks for nothing that anybody would have to wait for. */
export type HoldHandle = {
  readonly state: Store<HoldState>;
  /** The last choice counts; null gives the time back. */
  choose(placement: HoldPlacement | null): void;
  /** Asks for the same time once more. */
  again(): void;
  extend(): void;
  /** Gives the time back, unless a command took it along. */
  close(): void;
  /** For a command that is being saved: the hold stays as it is until one of the next two is called. */
  present(): HoldProof;
  /** The command was saved, and took along what it was shown. */
  used(): void;
  /** The command was not saved; the person goes on choosing. */
  kept(): void;
};

export type HoldHandleOptions = {
  /** Never rejects. */
  readonly ask: (request: HoldRequest, credential: HoldCredential) => Promise<HoldAnswer>;
  readonly newCredential: () => HoldCredential;
  readonly serverNow: () => Instant;
  readonly isOnline: boolean;
  /** After every step, so that somebody can see whether it is done. */
  readonly onStep: () => void;
};

/** Somebody who looks through times passes over most of them. */
const PAUSE_MS = 120;
const AFTER_FAILURE_MS = 1_000;

/** Runs the model: one request at a time, the last choice wins. */
export class LiveHold implements HoldHandle {
  readonly #options: HoldHandleOptions;
  readonly #state = createStore<HoldState>({ kind: 'none' });
  #model: HoldModel;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #expiry: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;
  #presented: HoldProof | null = null;
  /** The choice that is about to be asked for. */
  #waiting: string | null = null;
  #hasFailed = false;
  #heardAt = 0;

  constructor(options: HoldHandleOptions) {
    this.#options = options;
    this.#model = { ...nothingHeld, isOnline: options.isOnline };
  }

  get state(): Store<HoldState> {
    return this.#state;
  }

  choose(placement: HoldPlacement | null): void {
    if (!this.#isClosed) this.tell({ kind: 'chosen', placement });
  }

  again(): void {
    this.tell({ kind: 'again' });
  }

  extend(): void {
    this.tell({ kind: 'extended' });
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.tell({ kind: 'chosen', placement: null });
  }

  present(): HoldProof {
    this.#noticeEnd();
    this.#presented = this.#proof();
    this.#step();
    return this.#presented;
  }

  used(): void {
    const proof = this.#presented;
    this.#presented = null;
    if (proof?.kind === 'live') this.tell({ kind: 'spent' });
    this.close();
  }

  kept(): void {
    this.#presented = null;
    this.#step();
  }

  #proof(): HoldProof {
    const { kind } = this.#state.get();
    const { kept } = this.#model;
    if (kind === 'expired') return { kind: 'expired' };
    return kind === 'held' && kept !== null ? { kind: 'live', credential: kept.credential } : { kind: 'none' };
  }

  /** A timer may be late: a computer slept. */
  #noticeEnd(): void {
    const expiresAt = this.#model.kept?.hold.expiresAt ?? Infinity;
    if (expiresAt <= this.#options.serverNow()) this.tell({ kind: 'elapsed' });
  }

  /** Nobody wants anything of it any more, and the server keeps nothing for it. */
  get isDone(): boolean {
    const { kept, asked, leftovers } = this.#model;
    return this.#isClosed && kept === null && asked === null && leftovers.length === 0;
  }

  /** It still has to give something back, and could. */
  get isClearing(): boolean {
    return this.#isClosed && !this.isDone && this.#model.isOnline;
  }

  /** Everything that the server may keep for it. */
  credentials(): readonly HoldCredential[] {
    const { kept, asked, leftovers } = this.#model;
    const placing = asked?.request.kind === 'place' ? [asked.credential] : [];
    return [...(kept === null ? [] : [kept.credential]), ...placing, ...leftovers];
  }

  /** What the server had when it was asked at that moment of this window; null where nobody knows the moment. */
  listed(ids: ReadonlySet<string>, askedAt: number | null): void {
    const id = this.#model.kept?.credential.id;
    const isNewer = askedAt === null || askedAt <= this.#heardAt;
    if (id !== undefined && !ids.has(id) && !isNewer) this.tell({ kind: 'missed', id });
    this.tell({ kind: 'stirred' });
  }

  /** Gives its time to another form of this desk (HU9), unless a command is just taking it along. */
  yield(id: string): void {
    if (this.#presented === null) this.tell({ kind: 'yielded', id });
  }

  tell(event: HoldEvent): void {
    this.#model = nextHold(this.#model, event);
    const shown = shownHold(this.#model);
    if (!isSameState(shown, this.#state.get())) this.#state.set(shown);
    this.#watchExpiry();
    this.#step();
    this.#options.onStep();
  }

  #step(): void {
    const due = this.#presented === null ? dueRequest(this.#model) : null;
    // Only another choice begins the pause anew: a busy clinic stirs all the time.
    const key = due?.kind === 'place' ? due.key : null;
    if (key !== null && key === this.#waiting) return;
    clearTimeout(this.#timer);
    this.#waiting = null;
    if (due === null) return;
    const pauseMs = this.#hasFailed ? AFTER_FAILURE_MS : due.kind === 'place' ? PAUSE_MS : 0;
    if (pauseMs === 0) void this.#ask(due);
    else this.#wait(key, pauseMs);
  }

  #wait(key: string | null, pauseMs: number): void {
    this.#waiting = key;
    this.#timer = setTimeout(() => {
      this.#waiting = null;
      const due = dueRequest(this.#model);
      if (due !== null) void this.#ask(due);
    }, pauseMs);
  }

  async #ask(request: HoldRequest): Promise<void> {
    const credential = request.kind === 'place' ? this.#options.newCredential() : request.credential;
    this.tell({ kind: 'asked', request, credential });
    const answer = await this.#options.ask(request, credential);
    this.#hasFailed = answer.kind === 'unanswered';
    this.#heardAt = performance.now();
    this.tell({ kind: 'answered', answer });
  }

  #watchExpiry(): void {
    clearTimeout(this.#expiry);
    const expiresAt = this.#model.kept?.hold.expiresAt;
    if (expiresAt === undefined) return;
    const leftMs = expiresAt - this.#options.serverNow();
    this.#expiry = setTimeout(() => this.#elapse(), Math.max(0, leftMs) + 20);
  }

  #elapse(): void {
    this.#noticeEnd();
    if (this.#model.kept !== null) this.#watchExpiry();
  }
}

function isSameState(a: HoldState, b: HoldState): boolean {
  if (a.kind === 'held' && b.kind === 'held') return a.expiresAt === b.expiresAt && a.placedAt === b.placedAt;
  return a.kind === b.kind && a.kind !== 'lost' && a.kind !== 'unheld' ? true : a === b;
}
