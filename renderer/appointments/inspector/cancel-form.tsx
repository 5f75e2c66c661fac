import { Button, Group, TextInput } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import classes from '#renderer/appointments/inspector/inspector.module.css';
import type { Changes } from '#renderer/appointments/inspector/use-changes.ts';
import { FieldProblem } from '#renderer/appointments/save-problem.tsx';
import { useFocusOnOpen } from '#renderer/appointments/use-focus-on-open.ts';
import { useSayGone } from '#renderer/timeline/say-gone.ts';

type CancelFormProps = { readonly appointment: Appointment; readonly changes: Changes; readonly onDone: () => void };

/** Asks for the reason, which may stay empty; Enter cancels the visit, Escape keeps it. */
export function CancelForm({ appointment, changes, onDone }: CancelFormProps): ReactNode {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const sayGone = useSayGone();
  useFocusOnOpen(field);
  const cancel = async (): Promise<void> => {
    const input = { appointmentId: appointment.id, reason: reason.trim() };
    if (!(await changes.make('cancel', { name: 'appointment.cancel', input }, 'appointments.undo.cancel'))) return;
    onDone();
    sayGone(appointment, 'cancelled');
  };
  return (
    <div className={classes.cancel}>
      <TextInput
        ref={field}
        label={t('appointments.cancel.reason')}
        maxLength={400}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          event.preventDefault();
          if (event.key === 'Escape') onDone();
          else void cancel();
        }}
      />
      <Group gap={8}>
        {['client', 'clinic', 'noTransport'].map((key) => (
          <button
            key={key}
            type="button"
            className={classes.reason}
            onClick={() => setReason(t(`appointments.cancel.reasons.${key}`))}
          >
            {t(`appointments.cancel.reasons.${key}`)}
          </button>
        ))}
      </Group>
      <FieldProblem problem={changes.problemOf('cancel')} zone={appointment.zone} />
      <Group gap={8}>
        <Button color="red" size="compact-md" onClick={() => void cancel()}>
          {t('appointments.cancel.confirm')}
        </Button>
        <Button variant="subtle" color="gray" size="compact-md" onClick={onDone}>
          {t('appointments.cancel.keep')}
        </Button>
      </Group>
    </div>
  );
}
