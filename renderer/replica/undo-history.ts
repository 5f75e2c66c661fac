import type { Intent } from '#shared/commands/command-definition.ts';
import type { History } from '#renderer/replica/desk.ts';
import { createStore, type Store } from '#renderer/replica/store.ts';

/** One action that can be taken back, or done again. */
export type HistoryStep = {
  readonly label: string;
  readonly intent: Intent;
  /** It may put the visit into the conflict inbox, because it was there before. */
  readonly evenIfTaken: boolean;
  /** The commands that this step takes back; a refusal of any of them makes the step pointless. */
  readonly commandIds: readonly string[];
};

const LONGEST = 100;

/** What this person did at this desk, to be undone and redone, sent or not. */
export class UndoHistory {
  readonly #labels = createStore<History>({ undoLabel: null, redoLabel: null });
  #undo: readonly HistoryStep[] = [];
  #redo: readonly HistoryStep[] = [];

  get labels(): Store<History> {
    return this.#labels;
  }

  /** A new action: what was undone before cannot be redone any more. */
  did(step: HistoryStep): void {
    this.#set([...this.#undo, step].slice(-LONGEST), []);
  }

  nextUndo(): HistoryStep | null {
    return this.#undo.at(-1) ?? null;
  }

  nextRedo(): HistoryStep | null {
    return this.#redo.at(-1) ?? null;
  }

  /** The step was undone; `redo` brings it back, and null when nothing can. */
  undid(step: HistoryStep, redo: HistoryStep | null): void {
    const undo = this.#undo.filter((one) => one !== step);
    this.#set(undo, redo === null ? this.#redo : [...this.#redo, redo]);
  }

  redid(step: HistoryStep, undo: HistoryStep | null): void {
    const redo = this.#redo.filter((one) => one !== step);
    this.#set(undo === null ? this.#undo : [...this.#undo, undo], redo);
  }

  /** The step can never be done. */
  drop(step: HistoryStep): void {
    this.#set(
      this.#undo.filter((one) => one !== step),
      this.#redo.filter((one) => one !== step),
    );
  }

  /** The server refused this command: there is nothing of it to undo or redo. */
  refused(commandId: string): void {
    const isSound = ({ commandIds }: HistoryStep): boolean => !commandIds.includes(commandId);
    this.#set(this.#undo.filter(isSound), this.#redo.filter(isSound));
  }

  /** Another person came to the desk. */
  clear(): void {
    this.#set([], []);
  }

  #set(undo: readonly HistoryStep[], redo: readonly HistoryStep[]): void {
    this.#undo = undo;
    this.#redo = redo;
    this.#labels.set({ undoLabel: undo.at(-1)?.label ?? null, redoLabel: redo.at(-1)?.label ?? null });
  }
}
