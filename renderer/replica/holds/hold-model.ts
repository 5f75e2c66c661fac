import type { RefusalCode } from '#shared/commands/refusal.ts';
import type { PublicHold } from '#shared/replication/holds.ts';
import type { Phase } from '#shared/scheduling/appointment.ts';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import type { Instant } from '#shared/time/instant.ts';

/*
 *             chosen              held
 *   none ───────────▶ placing ─────────▶ held ── elapsed, ended ──▶ expired
 *    ▲                 │  │  └─ taken ──▶ lost                        │
 *    │                 │  └─── refused ▶ unheld                       │
 *    └── chosen(null) ─┴──────────────────────── again ──▶ placing ◀──┘
 *
 *   offline: every wish that is neither lost nor unheld is `provisional`; back online it is `held`, or `placing` anew.
 */

/** A time that a person has chosen, and what it would occupy. */
export type HoldPlacement = {
  /** The visit that is being moved; null for one that is not there yet. */
  readonly appointmentId: string | null;
  readonly locationId: string;
  readonly start: Instant;
  readonly phases: readonly Phase[];
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
};

/** What a person sees of their own choice. */
export type HoldState =
  | { readonly kind: 'none' }
  | { readonly kind: 'placing' }
  | { readonly kind: 'held'; readonly placedAt: Instant; readonly expiresAt: Instant }
  /** Nobody else knows of it, because the server cannot be reached. */
  | { readonly kind: 'provisional' }
  | { readonly kind: 'expired' }
  /** Somebody else has it. */
  | { readonly kind: 'lost'; readonly conflicts: readonly Conflict[] }
  /** It is not for the server to hold. */
  | { readonly kind: 'unheld'; readonly code: RefusalCode };

/** By this the server knows whose hold it is; made at the desk, so that nothing is lost with an answer. */
export type HoldCredential = { readonly id: string; readonly ownerToken: string };

export type HoldRequest =
  | {
      readonly kind: 'place';
      readonly key: string;
      readonly placement: HoldPlacement;
      readonly replaces: HoldCredential | null;
    }
  | { readonly kind: 'extend'; readonly credential: HoldCredential }
  | { readonly kind: 'release'; readonly credential: HoldCredential };

type Outcome =
  | { readonly kind: 'open' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'lost'; readonly conflicts: readonly Conflict[] }
  | { readonly kind: 'unheld'; readonly code: RefusalCode };

type Kept = {
  readonly credential: HoldCredential;
  /** The choice that it is for; null when nobody knows whether the server has let it go. */
  readonly key: string | null;
  readonly hold: PublicHold;
};

/** All that is known of one choice; nothing here has a clock. */
export type HoldModel = {
  readonly isOnline: boolean;
  readonly wish: { readonly placement: HoldPlacement; readonly key: string; readonly outcome: Outcome } | null;
  /** What the server keeps for this choice, perhaps for an older wish of it. */
  readonly kept: Kept | null;
  /** The one request under way; with the credential that it would make. */
  readonly asked: { readonly request: HoldRequest; readonly credential: HoldCredential } | null;
  /** Requests of which nobody knows what became: the server may keep something that nobody wants. */
  readonly leftovers: readonly HoldCredential[];
  readonly wantsMoreTime: boolean;
};

export type HoldAnswer =
  | { readonly kind: 'held'; readonly hold: PublicHold }
  | { readonly kind: 'taken'; readonly conflicts: readonly Conflict[] }
  | { readonly kind: 'refused'; readonly code: RefusalCode }
  /** There is no such hold any more. */
  | { readonly kind: 'ended' }
  /** Nobody knows whether it was done. */
  | { readonly kind: 'unanswered' };

export type HoldEvent =
  | { readonly kind: 'chosen'; readonly placement: HoldPlacement | null }
  | { readonly kind: 'line'; readonly isOnline: boolean }
  | { readonly kind: 'asked'; readonly request: HoldRequest; readonly credential: HoldCredential }
  | { readonly kind: 'answered'; readonly answer: HoldAnswer }
  /** By the server's clock it is over. */
  | { readonly kind: 'elapsed' }
  /** The server has no hold of this id (any more). */
  | { readonly kind: 'missed'; readonly id: string }
  /** Somebody's hold came or went. */
  | { readonly kind: 'stirred' }
  /** Another form of this desk takes the time over (HU9). */
  | { readonly kind: 'yielded'; readonly id: string }
  /** A person wants it held once more. */
  | { readonly kind: 'again' }
  | { readonly kind: 'extended' }
  /** A command took the hold with it. */
  | { readonly kind: 'spent' };

export const nothingHeld: HoldModel = {
  isOnline: false,
  wish: null,
  kept: null,
  asked: null,
  leftovers: [],
  wantsMoreTime: false,
};

export function nextHold(model: HoldModel, event: HoldEvent): HoldModel {
  switch (event.kind) {
    case 'chosen':
      return choose(model, event.placement);
    case 'line':
      return { ...reopened(model, ['expired']), isOnline: event.isOnline };
    case 'asked':
      return { ...model, asked: { request: event.request, credential: event.credential } };
    case 'answered':
      return answered({ ...model, asked: null }, model.asked, event.answer);
    case 'elapsed':
      return over(model);
    case 'missed':
      return model.asked === null && model.kept?.credential.id === event.id ? over(model) : model;
    case 'stirred':
      return reopened(model, ['lost']);
    case 'yielded':
      return yielded(model, event.id);
    case 'again':
      return reopened(model, ['expired', 'lost', 'unheld']);
    case 'extended':
      return { ...model, wantsMoreTime: model.kept !== null };
    case 'spent':
      return { ...model, wish: null, kept: null, wantsMoreTime: false };
  }
}

/** What the server should be asked now; null while it is being asked, or cannot be, or need not be. */
export function dueRequest({ isOnline, wish, kept, asked, leftovers, wantsMoreTime }: HoldModel): HoldRequest | null {
  if (!isOnline || asked !== null) return null;
  const [leftover] = leftovers;
  // It may stand in the way of what is wanted now.
  if (leftover !== undefined) return { kind: 'release', credential: leftover };
  const isKept = wish !== null && kept?.key === wish.key;
  if (wish !== null && wish.outcome.kind === 'open' && !isKept) {
    return { kind: 'place', key: wish.key, placement: wish.placement, replaces: kept?.credential ?? null };
  }
  if (kept === null) return null;
  if (!isKept) return { kind: 'release', credential: kept.credential };
  return wantsMoreTime ? { kind: 'extend', credential: kept.credential } : null;
}

export function shownHold({ isOnline, wish, kept, asked }: HoldModel): HoldState {
  if (wish === null) return { kind: 'none' };
  const { outcome } = wish;
  if (outcome.kind === 'lost' || outcome.kind === 'unheld') return outcome;
  if (!isOnline) return { kind: 'provisional' };
  if (outcome.kind === 'expired') return outcome;
  // It may be gone at this moment, by a request for what was wanted before.
  if (kept?.key !== wish.key || letsGo(asked, kept)) return { kind: 'placing' };
  return { kind: 'held', placedAt: kept.hold.placedAt, expiresAt: kept.hold.expiresAt };
}

function choose(model: HoldModel, placement: HoldPlacement | null): HoldModel {
  if (placement === null) return { ...model, wish: null, wantsMoreTime: false };
  const key = JSON.stringify(placement);
  if (model.wish?.key === key) return model;
  return { ...model, wish: { placement, key, outcome: { kind: 'open' } }, wantsMoreTime: false };
}

function answered(model: HoldModel, asked: HoldModel['asked'], answer: HoldAnswer): HoldModel {
  switch (asked?.request.kind) {
    case undefined:
      return model;
    case 'place':
      return answer.kind === 'unanswered'
        ? { ...doubting(model, asked), leftovers: [...model.leftovers, asked.credential] }
        : placed(model, asked.request, asked.credential, answer);
    case 'extend':
      return extended(model, answer);
    case 'release':
      return answer.kind === 'unanswered' ? doubting(model, asked) : forget(model, asked.request.credential.id);
  }
}

/** Nobody knows what became of the request: what it lets go of may be gone, so that it is asked for once more. */
function doubting(model: HoldModel, asked: HoldModel['asked']): HoldModel {
  const { kept } = model;
  return kept !== null && letsGo(asked, kept) ? { ...model, kept: { ...kept, key: null } } : model;
}

function letsGo(asked: HoldModel['asked'], { credential: { id } }: Kept): boolean {
  if (asked?.request.kind === 'place') return asked.request.replaces?.id === id;
  return asked?.request.kind === 'release' && asked.request.credential.id === id;
}

function placed(
  model: HoldModel,
  { key }: Extract<HoldRequest, { kind: 'place' }>,
  credential: HoldCredential,
  answer: Exclude<HoldAnswer, { kind: 'unanswered' }>,
): HoldModel {
  if (answer.kind === 'held') return { ...model, kept: { credential, key, hold: answer.hold } };
  const outcome = outcomeOf(answer);
  // What was wanted meanwhile has not been asked for yet.
  if (model.wish?.key !== key) return model;
  return { ...model, wish: { ...model.wish, outcome } };
}

function outcomeOf(answer: Exclude<HoldAnswer, { kind: 'held' | 'unanswered' }>): Outcome {
  switch (answer.kind) {
    case 'taken':
      return { kind: 'lost', conflicts: answer.conflicts };
    case 'refused':
      return { kind: 'unheld', code: answer.code };
    case 'ended':
      return { kind: 'expired' };
  }
}

function extended(model: HoldModel, answer: HoldAnswer): HoldModel {
  const asked = { ...model, wantsMoreTime: false };
  if (answer.kind === 'held' && model.kept !== null) return { ...asked, kept: { ...model.kept, hold: answer.hold } };
  return answer.kind === 'ended' ? over(asked) : asked;
}

/** The server keeps nothing for this choice any more. */
function over(model: HoldModel): HoldModel {
  const { wish, kept } = model;
  const next = { ...model, kept: null, wantsMoreTime: false };
  if (wish === null || kept?.key !== wish.key) return next;
  return { ...next, wish: { ...wish, outcome: { kind: 'expired' } } };
}

/** For the person at this form it has ended; the server is still to be told. */
function yielded(model: HoldModel, id: string): HoldModel {
  const { kept, leftovers } = model;
  if (kept?.credential.id !== id) return model;
  return { ...over(model), leftovers: [...leftovers, kept.credential] };
}

function forget(model: HoldModel, id: string): HoldModel {
  return {
    ...model,
    kept: model.kept?.credential.id === id ? null : model.kept,
    leftovers: model.leftovers.filter((one) => one.id !== id),
  };
}

function reopened(model: HoldModel, kinds: readonly Outcome['kind'][]): HoldModel {
  const { wish } = model;
  if (wish === null || !kinds.includes(wish.outcome.kind)) return model;
  return { ...model, wish: { ...wish, outcome: { kind: 'open' } } };
}
