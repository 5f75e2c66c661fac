import type { HoldMinutesSet } from '#shared/replication/holds.ts';
import type { HoldList } from '#renderer/replica/holds/desk-holds.ts';
import type { HoldAnswer, HoldCredential, HoldPlacement } from '#renderer/replica/holds/hold-model.ts';

export type PlaceHold = HoldPlacement &
  HoldCredential & { readonly replaces: HoldCredential | null; readonly actorId: string };
export type HoldPlaced = Extract<HoldAnswer, { kind: 'held' | 'taken' | 'refused' }>;
export type HoldExtended = Extract<HoldAnswer, { kind: 'held' | 'ended' }>;

/** What a desk asks of the server about holds; the rules are HD in shared/replication/SPEC.md. */
export type HoldCalls = {
  place(input: PlaceHold, signal: AbortSignal): Promise<HoldPlaced>;
  extend(credential: HoldCredential, signal: AbortSignal): Promise<HoldExtended>;
  release(credential: HoldCredential, signal: AbortSignal): Promise<void>;
  /** Every live hold of the clinic. */
  list(signal: AbortSignal): Promise<HoldList>;
  setMinutes(
    input: { readonly actorId: string; readonly minutes: number },
    signal: AbortSignal,
  ): Promise<HoldMinutesSet>;
  /** Gives a hold back while the page goes; nobody will hear the answer. */
  abandon(credential: HoldCredential): void;
};
