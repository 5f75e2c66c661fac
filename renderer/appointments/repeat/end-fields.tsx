import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instant } from '#shared/time/instant.ts';
import { addDays, localDate } from '#shared/time/local.ts';
import { DayField } from '#renderer/appointments/fields/day-field.tsx';
import { WholeNumberField } from '#renderer/appointments/fields/whole-number-field.tsx';
import classes from '#renderer/appointments/repeat/repeat.module.css';
import { countOf, type RepeatForm, type RepeatStart } from '#renderer/appointments/repeat/repeat-form.ts';

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
  const count = countOf(form, start);
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
          <WholeNumberField
            className={classes.number}
            size="xs"
            aria-label={t('appointments.repeat.ends.howOften')}
            value={count}
            min={1}
            max={MOST_TYPED}
            onChange={(next) => onChange({ count: next })}
          />
          <span>{t('appointments.repeat.ends.times', { count: count === 'unclear' ? 0 : count })}</span>
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
