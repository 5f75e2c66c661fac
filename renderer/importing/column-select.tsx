import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

type ColumnSelectProps = {
  readonly label: string;
  readonly headers: readonly string[];
  readonly value: string | null;
  readonly onChange: (column: string | null) => void;
};

/** A column or none. */
export function ColumnSelect({ label, headers, value, onChange }: ColumnSelectProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Select
      label={label}
      placeholder={t('importing.whatFor.noColumn')}
      clearable
      searchable
      data={[...headers]}
      value={value}
      onChange={onChange}
    />
  );
}
