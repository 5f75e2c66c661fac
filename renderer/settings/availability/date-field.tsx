import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';

type Props = {
  readonly label: string;
  readonly value: string;
  readonly error?: string | null;
  readonly onChange: (date: string) => void;
};

/** A day of the calendar; the field is the browser's own, so that every keyboard and screen reader knows it. */
export function DateField({ label, value, error = null, onChange }: Props): ReactNode {
  return (
    <TextInput
      type="date"
      label={label}
      value={value}
      error={error}
      w={160}
      min="2000-01-01"
      max="2099-12-31"
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
