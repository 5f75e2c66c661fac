import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instant } from '#shared/time/instant.ts';
import { nearTime, type TimeStyle } from '#renderer/appointments/format-time.ts';
import classes from '#renderer/appointments/panel-frame.module.css';

type NextFreeChipsProps = {
  readonly starts: readonly Instant[];
  readonly current: Instant | null;
  readonly now: Instant;
  readonly style: TimeStyle;
  readonly onPick: (start: Instant) => void;
};

/** "Next free: 10:15 · 11:00 · Mon 14:30", each one a button. */
export function NextFreeChips({ starts, current, now, style, onPick }: NextFreeChipsProps): ReactNode {
  const { t } = useTranslation();
  const labelId = useId();
  if (starts.length === 0) return <div className={classes.hint}>{t('appointments.nextFree.none')}</div>;
  return (
    <fieldset className={classes.chips} aria-labelledby={labelId}>
      <span id={labelId} className={classes.hint}>
        {t('appointments.nextFree.label')}
      </span>
      {starts.map((start) => (
        <button
          key={start}
          type="button"
          className={classes.chip}
          aria-pressed={start === current}
          onClick={() => onPick(start)}
        >
          {nearTime(start, now, style)}
        </button>
      ))}
    </fieldset>
  );
}
