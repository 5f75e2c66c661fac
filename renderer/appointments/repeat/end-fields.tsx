import { NumberInput, SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instant } from '#shared/time/instant.ts';
import { addDays, localDate } from '#shared/time/local.ts';
import { DayField } from '#renderer/appointments/fields/when-fields.tsx';
import classes from '#renderer/appointments/repeat/repeat.module.css';
import type { RepeatForm, RepeatStart } from '#renderer/appointments/repeat/repeat-form.ts';

type EndFieldsProps = {
  readonly form: RepeatForm;
  readonly start: RepeatStart;
  readonly now: Instant;
  readonly onChange: (patch: Partial<RepeatForm>) => void;
};

const ends = ['count', 'until', 'never'] as const;
/** The core offers to trim what is too long; more digits are a slip. */
const MOST_TYPED = 9_999;
const USUAL_DAYS = 84;

/** How often in all, until when, or without an end. */
export function EndFields({ form, start, now, onChange }: EndFieldsProps): ReactNode {
  const { t } = useTranslation();
  return (
    <div className={classes.ends}>
      <SegmentedControl
        size="xs"
        aria-label={t('appointments.repeat.ends.label')}
        value={form.ends}
        onChange={(value) => {
          const next = ends.find((one) => one === value) ?? 'count';
          const isFirst = next === 'until' && form.until === null;
          onChange({ ends: next, ...(isFirst && { until: addDays(start.date, USUAL_DAYS) }) });
        }}
        data={ends.map((value) => ({ value, label: t(`appointments.repeat.ends.${value}`) }))}
      />
      {form.ends === 'count' && (
        <div className={classes.line}>
          <NumberInput
            className={classes.number}
            size="xs"
            aria-label={t('appointments.repeat.ends.howOften')}
            value={form.count}
            min={1}
            max={MOST_TYPED}
            allowDecimal={false}
            allowNegative={false}
            clampBehavior="blur"
            onFocus={(event) => event.currentTarget.select()}
            onChange={(next) => {
              if (typeof next === 'number' && next >= 1 && next <= MOST_TYPED) onChange({ count: next });
            }}
          />
          <span>{t('appointments.repeat.ends.times', { count: form.count })}</span>
        </div>
      )}
      {form.ends === 'until' && (
        <DayField
          label={t('appointments.repeat.ends.lastDay')}
          value={form.until}
          today={localDate(now, start.zone)}
          onChange={(until) => onChange({ until })}
        />
      )}
    </div>
  );
}
