import type { CommandIntent } from '#shared/commands/registry.ts';
import type { Desk, Submission, SubmitOptions } from '#renderer/replica/desk.ts';
import { createStore, type Store } from '#renderer/replica/store.ts';
import type { Renaming } from '#renderer/appointments/series/counterpart.ts';
import { type Asking, askingOf } from '#renderer/appointments/series/widen-intent.ts';

/** How much of the series is meant: the visit alone, or what the intent says of the series. */
export type ScopeAnswer =
  | { readonly kind: 'this' }
  | {
      readonly kind: 'series';
      readonly intent: Extract<CommandIntent, { name: 'series.change' | 'series.cancel' }>;
      readonly evenIfTaken: boolean;
    };

/** A question that is open on the screen; null as an answer: nothing of it is meant. */
export type ScopeAsk = Asking & {
  /** Where it was dropped on the screen; null: nowhere in particular. */
  readonly at: { readonly x: number; readonly y: number } | null;
  answer(answer: ScopeAnswer | null): void;
};

type ScopeAsks = { readonly open: Store<ScopeAsk | null>; readonly renamings: Store<readonly Renaming[]> };

const byDesk = new WeakMap<Desk, ReturnType<typeof makeAsks>>();

function makeAsks() {
  return { open: createStore<ScopeAsk | null>(null), renamings: createStore<readonly Renaming[]>([]) };
}

function asksOf(desk: Desk) {
  const asks = byDesk.get(desk) ?? makeAsks();
  byDesk.set(desk, asks);
  return asks;
}

/** What is being asked in this window, and which series have gone on as others. */
export function scopeAsksOf(desk: Desk): ScopeAsks {
  return asksOf(desk);
}

/**
 * Submits what was done to a visit. For an occurrence of a series the person is asked how much of it is meant.
 * @returns null when they changed their mind: then nothing was done.
 */
export async function submitAsked(
  desk: Desk,
  intent: CommandIntent,
  options: SubmitOptions & { readonly at?: ScopeAsk['at'] } = {},
): Promise<Submission | null> {
  const { at = null, ...rest } = options;
  const asking = askingOf(intent, desk.view, desk.now());
  if (asking === null) return desk.submit(intent, rest);
  const answer = await ask(desk, asking, at);
  if (answer === null) return null;
  if (answer.kind === 'this') return desk.submit(intent, rest);
  const submission = await desk.submit(answer.intent, { ...rest, evenIfTaken: answer.evenIfTaken });
  if (submission.kind === 'saved') noteRenaming(desk, answer.intent);
  return submission;
}

function ask(desk: Desk, asking: Asking, at: ScopeAsk['at']): Promise<ScopeAnswer | null> {
  const { open } = asksOf(desk);
  // One question at a time: a newer gesture takes the older one back.
  open.get()?.answer(null);
  return new Promise((resolve) => {
    const answer = (given: ScopeAnswer | null): void => {
      if (open.get()?.answer === answer) open.set(null);
      resolve(given);
    };
    open.set({ ...asking, at, answer });
  });
}

function noteRenaming(desk: Desk, { name, input }: Extract<ScopeAnswer, { kind: 'series' }>['intent']): void {
  if (name !== 'series.change') return;
  const { renamings } = asksOf(desk);
  renamings.set([...renamings.get(), { from: input.seriesId, to: input.nextSeriesId, shiftMs: input.shiftMs ?? 0 }]);
}
