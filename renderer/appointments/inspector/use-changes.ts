import { useCallback, useState } from 'react';
import type { CommandIntent } from '#shared/commands/registry.ts';
import type { HoldHandle } from '#renderer/replica/holds/hold-handle.ts';
import { submitAsked } from '#renderer/appointments/series/scope-asks.ts';
import type { Submission } from '#renderer/replica/desk.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { useSubmissionNotice } from '#renderer/ui/submission-notice.ts';

export type ChangedField = 'status' | 'client' | 'service' | 'place' | 'resources' | 'notes' | 'cancel';
export type Problem = Exclude<Submission, { kind: 'saved' }>;

export type Changes = {
  /** Why the field's last change was not saved. */
  problemOf(field: ChangedField): Problem | null;
  /** Saves one change of one field. @returns whether it was saved. */
  make(field: ChangedField, intent: CommandIntent, label: string, hold?: HoldHandle | null): Promise<boolean>;
  forget(field: ChangedField): void;
};

/** Each change of an appointment is a command of its own, and its refusal is shown at its own field. */
export function useChanges(): Changes {
  const desk = useDesk();
  const tell = useSubmissionNotice();
  const [problems, setProblems] = useState<ReadonlyMap<ChangedField, Problem>>(new Map());
  const note = useCallback((field: ChangedField, problem: Problem | null): void => {
    setProblems((current) => {
      const next = new Map(current);
      if (problem === null) next.delete(field);
      else next.set(field, problem);
      return next;
    });
  }, []);
  return {
    problemOf: (field) => problems.get(field) ?? null,
    forget: (field) => note(field, null),
    make: async (field, intent, label, hold = null) => {
      const submission = await submitAsked(desk, intent, { label, ...(hold !== null && { hold }) });
      if (submission === null) return false;
      if (submission.kind === 'refused' && submission.refusal.code === 'hold-expired') hold?.again();
      note(field, submission.kind === 'saved' ? null : submission);
      // Says what the desk adjusted (merged notes); a plain success is seen in the field itself.
      return submission.kind === 'saved' && tell(submission);
    },
  };
}
