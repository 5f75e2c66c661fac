import { NumberInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

type DurationFieldProps = { readonly minutes: number | null; readonly onChange: (minutes: number) => void };

export function DurationField({ minutes, onChange }: DurationFieldProps): ReactNode {
  const { t } = useTranslation();
  return (
    <NumberInput
      label={t('appointments.when.minutes')}
      value={minutes ?? ''}
      min={1}
      max={1440}
      step={5}
      hideControls
      clampBehavior="blur"
      allowDecimal={false}
      allowNegative={false}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(next) => {
        if (typeof next === 'number' && next >= 1 && next <= 1440) onChange(next);
      }}
    />
  );
}
