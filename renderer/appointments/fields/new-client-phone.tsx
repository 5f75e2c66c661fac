import { TextInput } from '@mantine/core';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientPick } from '#renderer/appointments/booking/booking-form.ts';

type NewClientPhoneProps = {
  readonly value: ClientPick | null;
  readonly onChange: (pick: ClientPick) => void;
  readonly onDone?: () => void;
  readonly inputRef?: RefObject<HTMLInputElement | null>;
};

/** Asked of somebody who is put on file by this booking; may stay empty. */
export function NewClientPhone({ value, onChange, onDone, inputRef }: NewClientPhoneProps): ReactNode {
  const { t } = useTranslation();
  if (value?.choice.kind !== 'new') return null;
  const { choice } = value;
  return (
    <TextInput
      ref={inputRef}
      type="tel"
      label={t('appointments.client.phone')}
      description={t('appointments.client.newHint')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={choice.phone}
      maxLength={60}
      onChange={(event) => onChange({ ...value, choice: { ...choice, phone: event.currentTarget.value } })}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || onDone === undefined || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        onDone();
      }}
    />
  );
}
