import 'dayjs/locale/zh-cn';
import { TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { type ReactNode, type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type LocalDate, localDate } from '#shared/time/local.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import type { Instant } from '#shared/time/instant.ts';
import { inZone, type When, wallOf } from '#renderer/appointments/booking/booking-form.ts';
import { DurationField } from '#renderer/appointments/fields/duration-field.tsx';
import { parseTypedDate } from '#renderer/appointments/fields/parse-typed-date.ts';
import { parseTypedTime } from '#renderer/appointments/fields/parse-typed-time.ts';
import { fieldDate } from '#renderer/appointments/format-time.ts';
import classes from '#renderer/appointments/panel-frame.module.css';

type WhenFieldsProps = {
  readonly when: When;
  /** What is shown while `when` is "next"; null when there is nothing to show yet. */
  readonly shownStart: Instant | null;
  readonly zone: ZoneId;
  readonly now: Instant;
  readonly minutes: number | null;
  readonly onWhen: (when: When) => void;
  readonly onMinutes: (minutes: number) => void;
  readonly error?: ReactNode;
  readonly dateRef?: RefObject<HTMLInputElement | null>;
};

/** Day, time of day and length; the first two as the clocks of the zone show them. */
export function WhenFields({
  when,
  shownStart,
  zone,
  now,
  minutes,
  onWhen,
  onMinutes,
  error,
  dateRef,
}: WhenFieldsProps): ReactNode {
  const { t } = useTranslation();
  const wall = when.kind === 'wall' ? inZone(when, zone) : shownStart === null ? null : wallOf(shownStart, zone);
  const today = localDate(now, zone);
  const set = (patch: { readonly date?: LocalDate; readonly time?: string }): void =>
    onWhen({ kind: 'wall', date: wall?.date ?? today, time: wall?.time ?? '', fold: 'earlier', zone, ...patch });
  return (
    <div className={classes.when}>
      <DayField
        value={wall?.date ?? null}
        today={today}
        onChange={(date) => set({ date })}
        error={error}
        inputRef={dateRef}
      />
      <TimeField label={t('appointments.when.time')} value={wall?.time ?? ''} onChange={(time) => set({ time })} />
      <DurationField minutes={minutes} onChange={onMinutes} />
    </div>
  );
}

type DayFieldProps = {
  readonly value: LocalDate | null;
  readonly today: LocalDate;
  readonly onChange: (date: LocalDate) => void;
  readonly error?: ReactNode;
  readonly inputRef?: RefObject<HTMLInputElement | null> | undefined;
  readonly label?: string;
};

export function DayField({ value, today, onChange, error, inputRef, label }: DayFieldProps): ReactNode {
  const { t, i18n } = useTranslation();
  return (
    <DateInput
      ref={inputRef}
      label={label ?? t('appointments.when.day')}
      placeholder={t('appointments.when.dayPlaceholder')}
      value={value}
      error={error}
      valueFormat={(date) => fieldDate(date, today, i18n.language)}
      dateParser={(typed) => parseTypedDate(typed, today)}
      locale={i18n.language === 'zh' ? 'zh-cn' : 'en'}
      firstDayOfWeek={1}
      // The calendar's own idea of today is the computer's, not the clinic's.
      highlightToday={false}
      getDayProps={(date) => (date === today ? { className: classes.today } : {})}
      weekendDays={[]}
      popoverProps={{ shadow: 'md', offset: 4 }}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(date) => {
        if (date !== null) onChange(date);
      }}
    />
  );
}

type TimeFieldProps = { readonly label: string; readonly value: string; readonly onChange: (time: string) => void };

/** A time of day, typed as people type times; taken on leaving the field or by Enter. */
export function TimeField({ label, value, onChange }: TimeFieldProps): ReactNode {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const parsed = typed === null ? value : parseTypedTime(typed);
  const isWrong = typed !== null && typed.trim() !== '' && parsed === null;
  return (
    <TextInput
      label={label}
      placeholder="09:30"
      inputMode="numeric"
      className="tabular"
      value={typed ?? value}
      error={isWrong ? t('appointments.when.notATime') : null}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setTyped(next);
        // A whole time counts while it is typed, so that conflicts show at once; 9 might become 930.
        const whole = /\d.*\d\d/.test(next) ? parseTypedTime(next) : null;
        if (whole !== null) onChange(whole);
      }}
      onBlur={() => {
        if (typed !== null && parsed !== null) onChange(parsed);
        if (!isWrong) setTyped(null);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || typed === null || parsed === null) return;
        onChange(parsed);
        setTyped(null);
      }}
    />
  );
}
