import { NumberInput, type NumberInputProps } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entered } from '#renderer/appointments/booking/booking-form.ts';

type WholeNumberFieldProps = Pick<NumberInputProps, 'label' | 'aria-label' | 'size' | 'className' | 'step'> & {
  /** Null: not known yet. */
  readonly value: Entered | null;
  readonly min: number;
  readonly max: number;
  readonly hideControls?: boolean;
  /** `unclear`: what stands in the field now is none of these numbers, and no earlier one may be taken for it. */
  readonly onChange: (next: Entered) => void;
};

/** A whole number from `min` to `max`. Any other stays in the field as it was typed, and is told. */
export function WholeNumberField({ value, min, max, onChange, ...rest }: WholeNumberFieldProps): ReactNode {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | number>('');
  const [isTyping, setIsTyping] = useState(false);
  // An empty field is about to be filled.
  const isWrong = value === 'unclear' && !(isTyping && typed === '');
  return (
    <NumberInput
      {...rest}
      value={value === 'unclear' ? typed : (value ?? '')}
      error={isWrong ? t('appointments.when.notANumber', { min, max }) : null}
      min={min}
      max={max}
      clampBehavior="none"
      allowDecimal={false}
      allowNegative={false}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(next) => {
        setTyped(next);
        setIsTyping(true);
        onChange(typeof next === 'number' && next >= min && next <= max ? next : 'unclear');
      }}
      onBlur={() => setIsTyping(false)}
      onKeyDown={({ key }) => {
        if (key === 'Enter') setIsTyping(false);
      }}
    />
  );
}
