import { Button, Group, Textarea } from '@mantine/core';
import { type ReactNode, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { noteDraftsOf } from '#renderer/appointments/inspector/note-drafts.ts';
import type { Changes } from '#renderer/appointments/inspector/use-changes.ts';
import { NoteLine } from '#renderer/appointments/note-line.tsx';
import { KeyHint } from '#renderer/appointments/panel-frame.tsx';
import { FieldProblem } from '#renderer/appointments/save-problem.tsx';
import { useDesk, useStore } from '#renderer/replica/desk-context.tsx';

type NotesFieldProps = { readonly appointment: Appointment; readonly changes: Changes };

/** Free notes. What was typed and not saved stays, whatever else is opened or arrives. */
export function NotesField({ appointment, changes }: NotesFieldProps): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const drafts = noteDraftsOf(desk);
  const draft = useStore(drafts).get(appointment.id) ?? null;
  const save = useSaveNotes(appointment, changes);
  const isChangedElsewhere = draft !== null && draft.base !== appointment.notes && draft.text !== appointment.notes;
  return (
    <div>
      <Textarea
        label={t('appointments.notes.label')}
        autosize
        minRows={3}
        maxRows={14}
        maxLength={20_000}
        value={draft?.text ?? appointment.notes}
        onChange={(event) => {
          const text = event.currentTarget.value;
          const base = draft?.base ?? appointment.notes;
          if (text === base && base === appointment.notes) drafts.drop(appointment.id);
          else drafts.keep(appointment.id, { base, text });
        }}
        onKeyDown={(event) => {
          // Escape would close the panel; the first one leaves the field, with everything in it.
          if (event.key !== 'Escape') return;
          event.preventDefault();
          event.currentTarget.blur();
        }}
      />
      {isChangedElsewhere && (
        <NoteLine tone="warn">
          {t('appointments.notes.changedElsewhere')}
          <blockquote style={{ margin: '6px 0 0', whiteSpace: 'pre-wrap' }}>{appointment.notes || '—'}</blockquote>
        </NoteLine>
      )}
      <FieldProblem problem={changes.problemOf('notes')} zone={appointment.zone} />
      {draft !== null && (
        <Group gap={8} mt={8}>
          <Button size="compact-sm" onClick={() => void save()}>
            {t('appointments.notes.save')}
            <KeyHint>Ctrl+Enter</KeyHint>
          </Button>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => drafts.drop(appointment.id)}>
            {t('appointments.notes.discard')}
          </Button>
        </Group>
      )}
    </div>
  );
}

/** Saves the typed notes, if there are any; notes that were written elsewhere meanwhile are kept beside them. */
export function useSaveNotes(appointment: Appointment, changes: Changes): () => Promise<void> {
  const desk = useDesk();
  return useCallback(async () => {
    const drafts = noteDraftsOf(desk);
    const draft = drafts.get().get(appointment.id);
    if (draft === undefined) return;
    const input = { appointmentId: appointment.id, notes: { from: draft.base, to: draft.text } };
    const isSaved = await changes.make('notes', { name: 'appointment.edit-details', input }, 'appointments.undo.notes');
    // Typed on while it was being saved: that is the next draft, on top of what is there now.
    const later = drafts.get().get(appointment.id);
    if (!isSaved || later === undefined) return;
    if (later.text === draft.text) drafts.drop(appointment.id);
    else drafts.keep(appointment.id, { base: draft.text, text: later.text });
  }, [desk, appointment.id, changes]);
}
