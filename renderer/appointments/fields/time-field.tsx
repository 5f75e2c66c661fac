import { TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseTypedTime } from '#renderer/appointments/fields/parse-typed-time.ts';

type TimeFieldProps = {
  readonly label: string;
  readonly value: string;
  /** Empty: what stands in the field now is no time, and no earlier time may be taken for it. */
  readonly onChange: (time: string) => void;
  /** It was asked for: an empty field is no longer one that is about to be filled. */
  readonly isAsked?: boolean;
};

/** A time of day, typed as people type times; taken on leaving the field or by Enter. */
export function TimeField({ label, value, onChange, isAsked = false }: TimeFieldProps): ReactNode {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const [isTyping, setIsTyping] = useState(false);
  const parsed = typed === null ? value : parseTypedTime(typed);
  const isEmpty = typed?.trim() === '';
  // A time that came from elsewhere, from a chip for instance, stands in the place of what could not be read.
  const isWrong = typed !== null && parsed === null && value === '';
  const take = (): void => {
    setIsTyping(false);
    if (typed === null || parsed === null) return;
    onChange(parsed);
    setTyped(null);
  };
  return (
    <TextInput
      label={label}
      placeholder="09:30"
      inputMode="numeric"
      className="tabular"
      value={typed !== null && (isTyping || isWrong) ? typed : value}
      error={faultOf()}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setTyped(next);
        setIsTyping(true);
        const time = parseTypedTime(next);
        if (time === null) return onChange('');
        // A whole time counts while it is typed, so that conflicts show at once; 9 might become 930.
        if (/\d.*\d\d/.test(next)) onChange(time);
      }}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
      }}
    />
  );

  function faultOf(): string | null {
    if (typed === null && value === '' && isAsked) return t('appointments.when.noTime');
    if (!isWrong || (isEmpty && isTyping)) return null;
    return t(isEmpty ? 'appointments.when.noTime' : 'appointments.when.notATime');
  }
}
