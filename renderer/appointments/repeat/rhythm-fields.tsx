import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Weekday } from '#shared/scheduling/recurrence/rule.ts';
import { WholeNumberField } from '#renderer/appointments/fields/whole-number-field.tsx';
import classes from '#renderer/appointments/repeat/repeat.module.css';
import {
  type Nth,
  nthOf,
  type RepeatForm,
  type RepeatStart,
  weekdaysOf,
} from '#renderer/appointments/repeat/repeat-form.ts';
import { weekdayName } from '#renderer/appointments/repeat/weekday-name.ts';

type FieldsProps = {
  readonly form: RepeatForm;
  readonly start: RepeatStart;
  readonly onChange: (patch: Partial<RepeatForm>) => void;
};

const week: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const MOST_STEPS = 99;

/** Every how many days, weeks, months or years, and on which of their days. */
export function RhythmFields({ form, start, onChange }: FieldsProps): ReactNode {
  const { t } = useTranslation();
  const { frequency, interval } = form;
  return (
    <>
      <div className={classes.line}>
        <span>{t('appointments.repeat.everyBefore')}</span>
        <WholeNumberField
          className={classes.number}
          size="xs"
          aria-label={t('appointments.repeat.interval')}
          value={interval}
          min={1}
          max={MOST_STEPS}
          onChange={(interval) => onChange({ interval })}
        />
        <span>
          {t(`appointments.repeat.unit.${frequency ?? 'weekly'}`, { count: interval === 'unclear' ? 0 : interval })}
        </span>
      </div>
      {form.frequency === 'weekly' && <WeekdayChips form={form} start={start} onChange={onChange} />}
      {(form.frequency === 'monthly' || form.frequency === 'yearly') && (
        <MonthDayFields form={form} start={start} onChange={onChange} />
      )}
    </>
  );
}

function WeekdayChips({ form, start, onChange }: FieldsProps): ReactNode {
  const { t, i18n } = useTranslation();
  const chosen = weekdaysOf(form, start);
  const toggle = (day: Weekday): void => {
    const next = chosen.includes(day) ? chosen.filter((one) => one !== day) : [...chosen, day];
    if (next.length > 0) onChange({ weekdays: next });
  };
  return (
    <fieldset className={classes.weekdays} aria-label={t('appointments.repeat.weekdays')}>
      {week.map((day) => (
        <button
          key={day}
          type="button"
          className={classes.weekday}
          aria-pressed={chosen.includes(day)}
          aria-label={weekdayName(day, 'long', i18n.language)}
          title={weekdayName(day, 'long', i18n.language)}
          onClick={() => toggle(day)}
        >
          {weekdayName(day, 'short', i18n.language)}
        </button>
      ))}
    </fieldset>
  );
}

const nths: readonly Nth[] = [1, 2, 3, 4, -1];

function MonthDayFields({ form, start, onChange }: FieldsProps): ReactNode {
  const { t, i18n } = useTranslation();
  const { nth, weekday } = nthOf(form, start);
  const day = Number(start.date.slice(8));
  return (
    <div className={classes.line}>
      <NativeSelect
        className={classes.grow}
        size="xs"
        aria-label={t('appointments.repeat.by.label')}
        value={form.by}
        onChange={({ currentTarget: { value } }) =>
          onChange({ by: value === 'weekday' || value === 'last-day' ? value : 'date' })
        }
        data={[
          { value: 'date', label: t('appointments.repeat.by.date', { day }) },
          { value: 'last-day', label: t('appointments.repeat.by.lastDay') },
          { value: 'weekday', label: t('appointments.repeat.by.weekday') },
        ]}
      />
      {form.by === 'weekday' && (
        <>
          <NativeSelect
            size="xs"
            aria-label={t('appointments.repeat.by.nth')}
            value={String(nth)}
            onChange={({ currentTarget: { value } }) =>
              onChange({ nth: nths.find((one) => String(one) === value) ?? null, nthWeekday: weekday })
            }
            data={nths.map((one) => ({ value: String(one), label: t(`appointments.repeat.nth.${one}`) }))}
          />
          <NativeSelect
            size="xs"
            aria-label={t('appointments.repeat.by.whichDay')}
            value={String(weekday)}
            onChange={({ currentTarget: { value } }) =>
              onChange({ nth, nthWeekday: week.find((one) => String(one) === value) ?? null })
            }
            data={week.map((one) => ({ value: String(one), label: weekdayName(one, 'long', i18n.language) }))}
          />
        </>
      )}
    </div>
  );
}
