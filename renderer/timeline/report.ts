import { notifications } from '@mantine/notifications';
import type { CommandIntent } from '#shared/commands/registry.ts';
import type { Refusal } from '#shared/commands/refusal.ts';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import { submitAsked } from '#renderer/appointments/series/scope-asks.ts';
import type { HoldHandle } from '#renderer/replica/holds/hold-handle.ts';
import type { Submission } from '#renderer/replica/desk.ts';
import type { Board } from '#renderer/timeline/board.tsx';
import { conflictWords } from '#renderer/timeline/words.ts';

export type RefusedTitle = 'title' | 'titleResize' | 'titleCopy' | 'titleStatus' | 'titleBlock';

/** Says that something was not done, and why; `what` is a whole sentence. */
export function sayRefused(board: Board, title: RefusedTitle, what: string): void {
  notifications.show({ color: 'red', title: board.t(`timeline.refused.${title}`), message: what, autoClose: 7_000 });
}

export function sayDone(what: string): void {
  notifications.show({ message: what, autoClose: 3_000 });
}

/** The sentence for whatever kept the desk from doing it; null when it was done. */
export function whyNot(board: Board, submission: Submission): string | null {
  switch (submission.kind) {
    case 'saved':
      return null;
    case 'taken':
      return takenWords(board, submission.conflicts);
    case 'refused':
      return refusalWords(board, submission.refusal);
    case 'not-saved':
      return board.t(submission.reason === 'disk-full' ? 'timeline.refused.diskFull' : 'timeline.refused.storage');
  }
}

export function refusalWords(board: Board, refusal: Refusal): string {
  const isTaken = refusal.code === 'taken' && refusal.conflicts.length > 0;
  return isTaken ? takenWords(board, refusal.conflicts) : board.t(`refusal.${refusal.code}`);
}

function takenWords(board: Board, conflicts: readonly Conflict[]): string {
  const { view } = board.desk;
  const { zone } = board.scene();
  const words = new Set(conflicts.map((conflict) => conflictWords(conflict, view, zone, board.t)));
  return board.t('timeline.refused.taken', { who: [...words].slice(0, 3).join('; ') });
}

type Submitting = { readonly label: string; readonly title: RefusedTitle; readonly hold?: HoldHandle | null };

/** Asks the desk and says why when it does not. @returns whether it was saved; a person may change their mind, too. */
export async function submitOrSay(
  board: Board,
  intent: CommandIntent,
  { label, title, hold = null }: Submitting,
): Promise<boolean> {
  const submission = await submitAsked(board.desk, intent, { label, ...(hold !== null && { hold }) });
  if (submission === null) return false;
  const reason = whyNot(board, submission);
  if (reason !== null) sayRefused(board, title, reason);
  return reason === null;
}
