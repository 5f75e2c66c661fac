import { TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { clockText, parseClock } from '#renderer/settings/week.ts';

type Props = {
  readonly label: string;
  readonly minute: number;
  readonly isReadOnly: boolean;
  readonly isWrong: boolean;
  readonly onChange: (minute: number) => void;
};

/** A time of day, typed in any of the usual ways; what is no time falls back to the last one when the field is left. */
export function ClockInput({ label, minute, isReadOnly, isWrong, onChange }: Props): ReactNode {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextInput
      aria-label={label}
      w={68}
      size="xs"
      value={typed ?? clockText(minute)}
      readOnly={isReadOnly}
      error={isWrong || (typed !== null && parseClock(typed) === null)}
      inputMode="numeric"
      styles={{ input: { textAlign: 'center', fontVariantNumeric: 'tabular-nums' } }}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setTyped(next);
        // Applied while typing only when it can mean nothing else: 9 may still become 9:30.
        const parsed = /\d[:.h]\d{2}$/.test(next) ? parseClock(next) : null;
        if (parsed !== null) onChange(parsed);
      }}
      onBlur={() => {
        const parsed = typed === null ? null : parseClock(typed);
        if (parsed !== null) onChange(parsed);
        setTyped(null);
      }}
    />
  );
}
