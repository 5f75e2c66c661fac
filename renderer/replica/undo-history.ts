import type { Intent } from '#shared/commands/command-definition.ts';
import type { History } from '#renderer/replica/desk.ts';
import { createStore, type Store } from '#renderer/replica/store.ts';

/** One command's way back. */
export type HistoryPart = {
  readonly intent: Intent;
  /** It may put the visit into the conflict inbox, because it was there before. */
  readonly evenIfTaken: boolean;
  /** The commands that this takes back; a refusal of any of them makes it pointless. */
  readonly commandIds: readonly string[];
};

/** One action that can be taken back, or done again; its parts from the last to the first. */
export type HistoryStep = {
  readonly label: string;
  /** More may be added, and those that became pointless go. */
  readonly parts: HistoryPart[];
  /** How much belongs to it that nobody here can do. */
  readonly lost: number;
  /** It is not all done yet, or is being taken back just now: nothing may be taken back meanwhile. */
  isUnderWay: boolean;
};

/** An action whose commands are still being sent. */
export type OpenStep = {
  add(part: HistoryPart): void;
  end(): void;
};

/** What became of the parts of a step that was taken. */
export type StepTaken = {
  /** What brings it back, in the order it was done; empty when nothing can. */
  readonly back: readonly HistoryPart[];
  /** How many of those that were done cannot be brought back. */
  readonly lost: number;
  /** Parts that could not be done now, but may be later. */
  readonly left: readonly HistoryPart[];
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

  /** One action of many commands. It is in the history from its first part on, in the place where it began. */
  begin(label: string): OpenStep {
    const step: HistoryStep = { label, parts: [], lost: 0, isUnderWay: true };
    let hasBegun = false;
    return {
      add: (part) => {
        step.parts.push(part);
        if (!hasBegun) this.did(step);
        hasBegun = true;
      },
      end: () => {
        step.isUnderWay = false;
        this.#set(this.#undo, this.#redo);
      },
    };
  }

  nextUndo(): HistoryStep | null {
    return this.#undo.at(-1) ?? null;
  }

  nextRedo(): HistoryStep | null {
    return this.#redo.at(-1) ?? null;
  }

  undid(step: HistoryStep, taken: StepTaken): void {
    const redo = asStep(step.label, taken);
    step.parts.splice(0, Infinity, ...taken.left);
    this.#set(this.#undo, redo === null ? this.#redo : [...this.#redo, redo]);
  }

  redid(step: HistoryStep, taken: StepTaken): void {
    const undo = asStep(step.label, taken);
    step.parts.splice(0, Infinity, ...taken.left);
    this.#set(undo === null ? this.#undo : [...this.#undo, undo], this.#redo);
  }

  /** The server refused this command: there is nothing of it to undo or redo. */
  refused(commandId: string): void {
    for (const { parts } of [...this.#undo, ...this.#redo]) {
      const at = parts.findIndex(({ commandIds }) => commandIds.includes(commandId));
      if (at >= 0) parts.splice(at, 1);
    }
    this.#set(this.#undo, this.#redo);
  }

  /** Another person came to the desk. */
  clear(): void {
    this.#set([], []);
  }

  #set(undo: readonly HistoryStep[], redo: readonly HistoryStep[]): void {
    const isSomething = ({ parts, isUnderWay }: HistoryStep): boolean => parts.length > 0 || isUnderWay;
    this.#undo = undo.filter(isSomething);
    this.#redo = redo.filter(isSomething);
    this.#labels.set({ undoLabel: this.nextUndo()?.label ?? null, redoLabel: this.nextRedo()?.label ?? null });
  }
}

function asStep(label: string, { back, lost }: StepTaken): HistoryStep | null {
  return back.length === 0 ? null : { label, parts: [...back], lost, isUnderWay: false };
}
