import { useState } from 'react';
import type { OfferedRepair } from '#shared/commands/offered-repairs.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import type { InboxCase } from '#renderer/conflicts/inbox-case.ts';
import type { InboxItem, Submission } from '#renderer/replica/desk.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { useSubmissionNotice } from '#renderer/ui/submission-notice.ts';

export type Solving = {
  readonly problem: Exclude<Submission, { kind: 'saved' }> | null;
  repair(one: InboxCase, offered: OfferedRepair, said: string): Promise<boolean>;
  cancel(one: InboxCase, reason: string, said: string): Promise<boolean>;
  /** The decision that a displaced visit needs no place now; the note says why. */
  settle(one: InboxCase, note: string, said: string): Promise<boolean>;
  /** Sends a refused command once more, as a new one. */
  again(item: InboxItem, said: string): Promise<boolean>;
  dismiss(one: InboxCase): Promise<void>;
};

/** A case leaves the inbox only by what a person does here (I12). A refused command is put away once it was made good. */
export function useSolving(): Solving {
  const desk = useDesk();
  const tell = useSubmissionNotice();
  const [problem, setProblem] = useState<Solving['problem']>(null);
  const submit = async (intent: CommandIntent, label: string, said: string): Promise<boolean> => {
    const submission = await desk.submit(intent, { label });
    setProblem(submission.kind === 'saved' ? null : submission);
    return submission.kind === 'saved' && tell(submission, said);
  };
  const putAway = async (one: InboxCase): Promise<void> => {
    if (one.kind === 'refused') await desk.dismiss(one.key);
    setProblem(null);
  };
  return {
    problem,
    repair: async (one, { intent }, said) => {
      const isDone = await submit(intent, 'appointments.undo.repair', said);
      if (isDone) await putAway(one);
      return isDone;
    },
    cancel: async (one, reason, said) => {
      if (one.appointment === null) return false;
      const input = { appointmentId: one.appointment.id, reason };
      const isDone = await submit({ name: 'appointment.cancel', input }, 'appointments.undo.cancel', said);
      if (isDone) await putAway(one);
      return isDone;
    },
    settle: async ({ appointment }, note, said) => {
      const seenCommandId = appointment?.displacement?.commandId;
      if (appointment === null || seenCommandId === undefined) return false;
      const input = { appointmentId: appointment.id, seenCommandId, note };
      return submit({ name: 'appointment.settle', input }, 'conflicts.undoSettle', said);
    },
    again: async (item, said) => {
      if (item.kind !== 'refused') return false;
      const { id, name, input } = item.entry.command;
      // The desk parses every intent before it decides; what no longer fits its schema is refused there.
      const isDone = await submit({ name, input } as CommandIntent, 'conflicts.undoAgain', said);
      if (isDone) await desk.dismiss(id);
      return isDone;
    },
    dismiss: putAway,
  };
}
