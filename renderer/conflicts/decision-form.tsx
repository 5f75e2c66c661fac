import { Button, Group, TextInput } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusOnOpen } from '#renderer/appointments/use-focus-on-open.ts';
import classes from '#renderer/conflicts/conflicts.module.css';

type DecisionFormProps = {
  readonly kind: 'cancel' | 'settle';
  readonly onDecide: (reason: string) => void;
  readonly onKeep: () => void;
};

/** Asks why; without an answer nothing leaves the inbox. Enter decides, Escape keeps the case. */
export function DecisionForm({ kind, onDecide, onKeep }: DecisionFormProps): ReactNode {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useFocusOnOpen(field);
  const decide = (): void => {
    if (reason.trim() !== '') return onDecide(reason.trim());
    setIsMissing(true);
    field.current?.focus();
  };
  return (
    <form
      className={classes.decision}
      onSubmit={(event) => {
        event.preventDefault();
        decide();
      }}
    >
      <TextInput
        ref={field}
        label={t(`conflicts.${kind === 'cancel' ? 'cancelling' : 'settle'}.reason`)}
        placeholder={t(`conflicts.${kind === 'cancel' ? 'cancelling' : 'settle'}.example`)}
        error={isMissing && reason.trim() === '' ? t('conflicts.reasonMissing') : null}
        maxLength={400}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          event.stopPropagation();
          onKeep();
        }}
      />
      <Group gap={8}>
        <Button type="submit" size="xs" {...(kind === 'cancel' && { color: 'red' })}>
          {t(`conflicts.${kind === 'cancel' ? 'cancelling' : 'settle'}.confirm`)}
        </Button>
        <Button variant="subtle" color="gray" size="xs" onClick={onKeep}>
          {t('conflicts.keep')}
        </Button>
      </Group>
    </form>
  );
}
