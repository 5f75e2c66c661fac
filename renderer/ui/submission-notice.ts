import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Desk, Submission, TakenStep } from '#renderer/replica/desk.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { describeConflicts } from '#renderer/ui/describe-conflicts.ts';
import { notify, showNotice } from '#renderer/ui/notice.tsx';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';
import { refusalWords } from '#renderer/ui/i18n/refusal-words.ts';

/**
 * Tells the person what became of an action: `said` names it ("Appointment moved") and offers to undo it.
 * Returns whether it was saved, so that a form knows whether to close.
 */
export function useSubmissionNotice(): (submission: Submission, said?: string) => boolean {
  const { t } = useTranslation();
  const desk = useDesk();
  return (submission, said) => {
    if (submission.kind === 'saved') tellSaved(submission, said, t, desk);
    else tellProblem(submission, t, desk);
    return submission.kind === 'saved';
  };
}

type Step = {
  readonly way: 'undo' | 'redo';
  /** An i18n key. */
  readonly label: string;
};

/** The same of an undo or redo: what was taken back, what of it could not be, or why nothing was. */
export function useStepNotice(): (taken: TakenStep | null, step: Step) => void {
  const { t } = useTranslation();
  const tell = useSubmissionNotice();
  return (taken, { way, label }) => {
    if (taken === null) return;
    const what = t(label);
    const [said, inPart] = [
      t(way === 'undo' ? 'ui.notice.undone' : 'ui.notice.redone', { what }),
      way === 'undo' ? 'ui.notice.undoneInPart' : 'ui.notice.redoneInPart',
    ];
    if (taken.kind === 'under-way') notify({ tone: 'warning', text: t('ui.notice.underWay', { what }) });
    else if (taken.kind === 'in-part')
      notify({
        tone: 'warning',
        title: said,
        text: t(inPart, { count: taken.total - taken.done, total: taken.total }),
      });
    else if (tell(taken)) notify({ tone: 'done', text: said });
  };
}

type Saved = Extract<Submission, { kind: 'saved' }>;

function tellSaved({ adjustments }: Saved, said: string | undefined, t: TFunction, desk: Desk): void {
  const name = (id: string): string => withoutOverrides(desk.view.find('resources', id)?.name ?? '');
  for (const { kind, from, to } of adjustments) {
    const text =
      kind === 'notes-merged' ? t('ui.notice.merged') : t('ui.notice.substituted', { from: name(from), to: name(to) });
    notify({ tone: 'warning', text });
  }
  if (said !== undefined) sayUndoable(desk, said, t);
}

/** Says what was just done, with the way to take it back. */
export function sayUndoable(desk: Pick<Desk, 'undo' | 'history'>, said: string, t: (key: string) => string): void {
  const hide = showNotice({
    tone: 'done',
    text: said,
    action: { label: t('ui.notice.undo'), run: () => void desk.undo() },
  });
  // Once something else was done or undone, this Undo would mean that.
  const leave = desk.history.subscribe(() => {
    hide();
    leave();
  });
}

function tellProblem(submission: Exclude<Submission, Saved>, t: TFunction, desk: Desk): void {
  notify({ tone: 'problem', ...problem(submission, t, desk) });
}

type Words = { readonly title: string; readonly text: string };

function problem(submission: Exclude<Submission, Saved>, t: TFunction, desk: Desk): Words {
  switch (submission.kind) {
    case 'refused':
      return { title: t('ui.notice.refusedTitle'), text: refusalWords(submission.refusal, t) };
    case 'taken': {
      const who = describeConflicts(submission.conflicts, desk.view);
      const text = who === '' ? t('refusal.taken') : t('ui.notice.takenBy', { who });
      return { title: t('ui.notice.takenTitle'), text };
    }
    case 'not-saved': {
      const isFull = submission.reason === 'disk-full';
      return {
        title: t('ui.notice.notSavedTitle'),
        text: t(isFull ? 'ui.notice.diskFull' : 'ui.notice.storageFailed'),
      };
    }
  }
}
