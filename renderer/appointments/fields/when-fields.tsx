import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { localDate } from '#shared/time/local.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import type { Instant } from '#shared/time/instant.ts';
import { type Entered, inZone, type WallWhen, type When, wallOf } from '#renderer/appointments/booking/booking-form.ts';
import { DayField } from '#renderer/appointments/fields/day-field.tsx';
import { TimeField } from '#renderer/appointments/fields/time-field.tsx';
import { WholeNumberField } from '#renderer/appointments/fields/whole-number-field.tsx';
import classes from '#renderer/appointments/panel-frame.module.css';

type WhenFieldsProps = {
  readonly when: When;
  /** What is shown while `when` is "next"; null when there is nothing to show yet. */
  readonly shownStart: Instant | null;
  readonly zone: ZoneId;
  readonly now: Instant;
  readonly minutes: Entered | null;
  readonly onWhen: (when: When) => void;
  readonly onMinutes: (minutes: Entered) => void;
  /** Of the day. */
  readonly error?: ReactNode;
  readonly isAsked?: boolean;
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
  isAsked = false,
}: WhenFieldsProps): ReactNode {
  const { t } = useTranslation();
  const today = localDate(now, zone);
  const wall = when.kind === 'wall' ? inZone(when, zone) : shownStart === null ? null : wallOf(shownStart, zone);
  const set = (patch: Partial<Pick<WallWhen, 'date' | 'time'>>): void => {
    const { date, time } = wall ?? { date: today, time: '' };
    onWhen({ kind: 'wall', date, time, fold: 'earlier', zone, ...patch });
  };
  return (
    <div className={classes.when}>
      <DayField value={wall?.date ?? null} today={today} onChange={(date) => set({ date })} error={error} />
      <TimeField
        label={t('appointments.when.time')}
        value={wall?.time ?? ''}
        isAsked={isAsked && wall !== null}
        onChange={(time) => set({ time })}
      />
      <WholeNumberField
        label={t('appointments.when.minutes')}
        value={minutes}
        min={1}
        max={1440}
        step={5}
        hideControls
        onChange={onMinutes}
      />
    </div>
  );
}
