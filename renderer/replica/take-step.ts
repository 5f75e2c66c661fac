import type { Submission, TakenStep } from '#renderer/replica/desk.ts';
import type { HistoryPart, HistoryStep, StepTaken } from '#renderer/replica/undo-history.ts';

/** A part that was done, or why not; `back` undoes it again, null where nothing can. */
export type PartDone = {
  readonly submission: Submission;
  readonly back: HistoryPart | null;
  /** There is something to undo of it, and nobody here knows how. */
  readonly isLost: boolean;
};

type DonePart = PartDone & { readonly part: HistoryPart };

/** Does the parts of a step, the last first. What cannot be done stays behind; a disk that takes nothing ends it. */
export async function takeStep(
  step: HistoryStep,
  doPart: (part: HistoryPart) => Promise<PartDone>,
): Promise<{ readonly outcome: TakenStep | null; readonly taken: StepTaken }> {
  const parts = step.parts.toReversed();
  const done: DonePart[] = [];
  step.isUnderWay = true;
  try {
    for (const part of parts) {
      const one = { part, ...(await doPart(part)) };
      done.push(one);
      if (one.submission.kind === 'not-saved') break;
    }
  } finally {
    step.isUnderWay = false;
  }
  const left = [...done.filter(mayWorkLater).map(({ part }) => part), ...parts.slice(done.length)];
  const back = done.flatMap(({ submission, back: way }) => (submission.kind === 'saved' && way !== null ? [way] : []));
  const lost = done.filter(({ submission, isLost }) => submission.kind === 'saved' && isLost).length;
  return { outcome: outcomeOf(done, parts.length + step.lost), taken: { back, lost, left: left.toReversed() } };
}

/** Somebody else's time may become free again; anything else will be refused for ever. */
function mayWorkLater({ submission }: DonePart): boolean {
  if (submission.kind === 'refused') return submission.refusal.code === 'taken';
  return submission.kind !== 'saved';
}

function outcomeOf(done: readonly DonePart[], total: number): TakenStep | null {
  const saved = done.filter(({ submission }) => submission.kind === 'saved');
  const failed = done.find(({ submission }) => submission.kind !== 'saved');
  if (failed === undefined && saved.length === total) return saved.at(-1)?.submission ?? null;
  return failed !== undefined && saved.length === 0
    ? failed.submission
    : { kind: 'in-part', done: saved.length, total };
}
