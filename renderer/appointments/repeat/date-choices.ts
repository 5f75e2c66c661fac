import type { PreviewDate } from '#shared/commands/series/preview-date.ts';
import type { SeriesDecision } from '#shared/commands/series/series-decision.ts';

/** What becomes of a date: left out, at the nearest free time, or where it is (in the inbox, if it is taken). */
export type DateChoice = 'skip' | 'shift' | 'keep';

/** By recurrence id; a date that nobody decided is not in it. */
export type DateChoices = ReadonlyMap<string, DateChoice>;

/**
 * What is chosen for the date; null while a person has to say. A date outside of hours stays unless somebody says
 * otherwise: they know why they chose the time; on which dates holidays and closures fall, hardly anybody does.
 */
export function choiceOf(date: PreviewDate, choices: DateChoices): DateChoice | null {
  const chosen = choices.get(date.recurrenceId);
  const isPossible = chosen !== undefined && (chosen !== 'shift' || date.nearest !== null);
  switch (date.state.kind) {
    case 'free':
    case 'unseen':
      return chosen === 'skip' ? 'skip' : 'keep';
    case 'closed':
      return isPossible ? chosen : 'keep';
    case 'clash':
    case 'holiday':
    case 'closure':
      return isPossible ? chosen : null;
  }
}

/** Where there is something to choose, and nothing that goes without saying. */
export type AskingState = Extract<PreviewDate['state']['kind'], 'clash' | 'holiday' | 'closure' | 'closed'>;

export function asksAt(kind: PreviewDate['state']['kind']): kind is AskingState {
  return kind === 'clash' || kind === 'holiday' || kind === 'closure' || kind === 'closed';
}

export function decisionsOf(dates: readonly PreviewDate[], choices: DateChoices): SeriesDecision[] {
  return dates.flatMap((date): SeriesDecision[] => {
    const { recurrenceId, nearest, state } = date;
    switch (choiceOf(date, choices)) {
      case null:
        return [];
      case 'skip':
        return [{ kind: 'skip', recurrenceId }];
      case 'shift':
        return nearest === null ? [] : [{ kind: 'shift', recurrenceId, start: nearest }];
      case 'keep':
        return state.kind === 'clash' ? [{ kind: 'book-anyway', recurrenceId }] : [];
    }
  });
}

export type DateCounts = {
  readonly all: number;
  /** Of which it is not known yet what is booked there. */
  readonly unseen: number;
  /** Clashes, holidays and closures that a person has to decide yet. */
  readonly open: number;
  readonly skipped: number;
  readonly shifted: number;
  readonly intoInbox: number;
};

/** How the dates stand, to be said in one line. */
export function countDates(dates: readonly PreviewDate[], choices: DateChoices): DateCounts {
  const made = dates.map((date) => ({ state: date.state.kind, isSeen: date.isSeen, choice: choiceOf(date, choices) }));
  const count = (is: (one: (typeof made)[number]) => boolean): number => made.filter(is).length;
  return {
    all: dates.length,
    unseen: count(({ isSeen }) => !isSeen),
    open: count(({ choice }) => choice === null),
    skipped: count(({ choice }) => choice === 'skip'),
    shifted: count(({ choice }) => choice === 'shift'),
    intoInbox: count(({ state, choice }) => state === 'clash' && choice === 'keep'),
  };
}

/** The same choice for every date of that state that can have it. */
export function chooseAll(
  dates: readonly PreviewDate[],
  choices: DateChoices,
  { state, choice }: { readonly state: AskingState; readonly choice: DateChoice },
): DateChoices {
  const next = new Map(choices);
  for (const date of dates) {
    if (date.state.kind === state && (choice !== 'shift' || date.nearest !== null)) next.set(date.recurrenceId, choice);
  }
  return next;
}
