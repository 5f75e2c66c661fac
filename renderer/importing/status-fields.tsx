import { Select, Text, Title } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CsvTable } from '#shared/importing/csv-table.ts';
import { guessStatusValues } from '#shared/importing/guess-status.ts';
import { type AppointmentStatus, appointmentStatuses } from '#shared/scheduling/appointment-status.ts';
import { ColumnSelect } from '#renderer/importing/column-select.tsx';
import classes from '#renderer/importing/import.module.css';
import type { MappingFormProps } from '#renderer/importing/mapping-form-props.ts';

const MOST_VALUES = 30;

/** What the file's own words for a status mean. */
export function StatusFields({ table, mapping, onChange }: MappingFormProps): ReactNode {
  const { t } = useTranslation();
  const { status } = mapping;
  const found = useMemo(() => (status.column === null ? [] : distinct(table, status.column)), [table, status.column]);
  const choose = (column: string | null): void => {
    const values = column === null ? {} : guessStatusValues(distinct(table, column));
    onChange({ ...mapping, status: { ...status, column, values } });
  };
  return (
    <section className={classes.box}>
      <Title order={3}>{t('importing.status.title')}</Title>
      <div className={classes.pair}>
        <ColumnSelect
          label={t('importing.status.column')}
          headers={table.headers}
          value={status.column}
          onChange={choose}
        />
        <StatusSelect
          label={t('importing.status.default')}
          value={status.default}
          onChange={(next) => onChange({ ...mapping, status: { ...status, default: next } })}
        />
      </div>
      {found.map((value) => (
        <div key={value} className={classes.statusRow}>
          <Text fz="sm" truncate title={value}>
            <bdi>{value}</bdi>
          </Text>
          <Text fz="xs" c="dimmed">
            {t('importing.status.means')}
          </Text>
          <StatusSelect
            ariaLabel={value}
            value={status.values[value] ?? null}
            onChange={(next) =>
              onChange({ ...mapping, status: { ...status, values: { ...status.values, [value]: next } } })
            }
          />
        </div>
      ))}
    </section>
  );
}

type SelectProps = {
  readonly label?: string;
  readonly ariaLabel?: string;
  readonly value: AppointmentStatus | null;
  readonly onChange: (status: AppointmentStatus) => void;
};

function StatusSelect({ label, ariaLabel, value, onChange }: SelectProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Select
      label={label}
      aria-label={ariaLabel}
      allowDeselect={false}
      data={appointmentStatuses.map((one) => ({ value: one, label: t(`timeline.status.${one}`) }))}
      value={value}
      error={value === null}
      onChange={(next) => {
        const status = appointmentStatuses.find((one) => one === next);
        if (status !== undefined) onChange(status);
      }}
    />
  );
}

function distinct({ headers, rows }: CsvTable, column: string): readonly string[] {
  const at = headers.indexOf(column);
  const values = new Set(rows.map(({ cells }) => cells[at]?.trim() ?? '').filter((cell) => cell !== ''));
  return [...values].slice(0, MOST_VALUES);
}
