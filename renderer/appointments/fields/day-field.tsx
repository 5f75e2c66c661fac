import 'dayjs/locale/zh-cn';
import { DateInput } from '@mantine/dates';
import { type ReactNode, type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FIRST_PLANNED_DAY, LAST_PLANNED_DAY } from '#shared/scheduling/availability/planned-days.ts';
import type { LocalDate } from '#shared/time/local.ts';
import { parseTypedDate } from '#renderer/appointments/fields/parse-typed-date.ts';
import { fieldDate } from '#renderer/appointments/format-time.ts';
import classes from '#renderer/appointments/panel-frame.module.css';

type DayFieldProps = {
  readonly value: LocalDate | null;
  readonly today: LocalDate;
  /** Null: what stands in the field now is no day, and no earlier day may be taken for it. */
  readonly onChange: (date: LocalDate | null) => void;
  readonly error?: ReactNode;
  readonly inputRef?: RefObject<HTMLInputElement | null> | undefined;
  readonly label?: string;
};

/** A day, typed as people type days or chosen in the calendar. What is no day stays in the field and is told. */
export function DayField({ value, today, onChange, error, inputRef, label }: DayFieldProps): ReactNode {
  const { t, i18n } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  // Half a day is no mistake yet.
  const [isTyping, setIsTyping] = useState(false);
  const isWrong = value === null && typed !== null && !isTyping;
  const fault = t(typed?.trim() === '' ? 'appointments.when.noDay' : 'appointments.when.notADay');
  return (
    <DateInput
      ref={inputRef}
      label={label ?? t('appointments.when.day')}
      placeholder={t('appointments.when.dayPlaceholder')}
      value={value}
      error={isWrong ? fault : error}
      valueFormat={(date) => fieldDate(date, today, i18n.language)}
      dateParser={(text) => parseTypedDate(text, today)}
      fixOnBlur={value !== null}
      minDate={FIRST_PLANNED_DAY}
      maxDate={LAST_PLANNED_DAY}
      locale={i18n.language === 'zh' ? 'zh-cn' : 'en'}
      firstDayOfWeek={1}
      // The calendar's own idea of today is the computer's, not the clinic's.
      highlightToday={false}
      getDayProps={(date) => (date === today ? { className: classes.today } : {})}
      weekendDays={[]}
      // The calendar would cover what is wrong.
      popoverProps={{ shadow: 'md', offset: 4, ...(isWrong && { opened: false }) }}
      onFocus={(event) => event.currentTarget.select()}
      // The field itself says nothing about what it cannot read.
      onInput={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        setIsTyping(true);
        if (parseTypedDate(text, today) === null) onChange(null);
      }}
      onBlur={() => setIsTyping(false)}
      onKeyDown={({ key }) => {
        if (key === 'Enter') setIsTyping(false);
      }}
      onChange={(date) => {
        if (date === null) return;
        setTyped(null);
        onChange(date);
      }}
    />
  );
}
