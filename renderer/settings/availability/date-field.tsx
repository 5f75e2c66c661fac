import { type ReactNode, useRef, useState } from 'react';
import { DayField } from '#renderer/appointments/fields/day-field.tsx';
import { isDay } from '#renderer/settings/availability/clock-changes.ts';

type Props = {
  readonly label: string;
  /** Empty, or what is no day, shows no day. */
  readonly value: string;
  /** By the clock of the location. */
  readonly today: string;
  readonly error?: string | null;
  /** It may be left empty. */
  readonly isOptional?: boolean;
  readonly onChange: (date: string) => void;
  readonly onFocus?: () => void;
};

/** What is typed is no day: no schema takes it. */
const UNREADABLE = '-';

/** A day of the calendar, typed or chosen as in the booking panel; without one it is empty. */
export function DateField({
  label,
  value,
  today,
  error = null,
  isOptional = false,
  onChange,
  onFocus,
}: Props): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  // The field remembers what was typed to complain of it; nothing at all is none of its faults here.
  const [round, setRound] = useState(0);
  const isBlank = (): boolean => (input.current?.value ?? '').trim() === '';
  return (
    <div
      style={{ width: 176 }}
      onFocus={onFocus}
      onBlur={() => {
        if (isOptional && isBlank()) setRound(round + 1);
      }}
    >
      <DayField
        key={round}
        inputRef={input}
        label={label}
        value={isDay(value) ? value : null}
        today={today}
        error={error}
        onChange={(date) => onChange(date ?? (isBlank() ? '' : UNREADABLE))}
      />
    </div>
  );
}
