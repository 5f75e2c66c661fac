import type { CommandIntent } from '#shared/commands/registry.ts';
import type { Desk, Submission, SubmitOptions } from '#renderer/replica/desk.ts';
import type { HoldHandle } from '#renderer/replica/holds/hold-handle.ts';
import { createStore, type Store } from '#renderer/replica/store.ts';
import { contextAt, foreseePlacement } from '#renderer/timeline/foresee.ts';
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

/** On the screen, in CSS pixels. */
export type DropBox = Readonly<Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>>;

/** A question that is open on the screen; null as an answer: nothing of it is meant. */
export type ScopeAsk = Asking & {
  /** What was dropped, where it lies on the screen; null: nowhere in particular. */
  readonly at: DropBox | null;
  /** What keeps the place meanwhile; null: nothing is kept. */
  readonly hold: HoldHandle | null;
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
  // Whoever did this at once now waits for an answer: the place is kept meanwhile (HU1).
  const own = rest.hold === undefined ? openFor(desk, intent) : null;
  const answer = await ask(desk, { ...asking, at, hold: own ?? rest.hold ?? null });
  const kept = own === null ? rest : { ...rest, hold: own };
  const submission = answer === null ? null : await submitAnswered(desk, intent, { answer, kept });
  own?.close();
  return submission;
}

type Answered = { readonly answer: ScopeAnswer; readonly kept: SubmitOptions };

async function submitAnswered(desk: Desk, intent: CommandIntent, { answer, kept }: Answered): Promise<Submission> {
  if (answer.kind === 'this') return desk.submit(intent, kept);
  const submission = await desk.submit(answer.intent, { ...kept, evenIfTaken: answer.evenIfTaken });
  if (submission.kind === 'saved') noteRenaming(desk, answer.intent);
  return submission;
}

function openFor(desk: Desk, intent: CommandIntent): HoldHandle | null {
  const placement = foreseePlacement(intent, desk.view, contextAt(desk));
  if (placement === null) return null;
  const hold = desk.openHold();
  hold.choose(placement);
  return hold;
}

function ask(desk: Desk, asked: Omit<ScopeAsk, 'answer'>): Promise<ScopeAnswer | null> {
  const { open } = asksOf(desk);
  // One question at a time: a newer gesture takes the older one back.
  open.get()?.answer(null);
  return new Promise((resolve) => {
    const answer = (given: ScopeAnswer | null): void => {
      if (open.get()?.answer === answer) open.set(null);
      resolve(given);
    };
    open.set({ ...asked, answer });
  });
}

function noteRenaming(desk: Desk, { name, input }: Extract<ScopeAnswer, { kind: 'series' }>['intent']): void {
  if (name !== 'series.change') return;
  const { renamings } = asksOf(desk);
  const { shiftMs = 0, parts = [] } = input;
  const made = [input, ...parts].map(({ seriesId, nextSeriesId }) => ({ from: seriesId, to: nextSeriesId, shiftMs }));
  renamings.set([...renamings.get(), ...made]);
}
