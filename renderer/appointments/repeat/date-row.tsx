import { NativeSelect } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowRight,
  IconCalendarOff,
  IconCircleCheck,
  IconCircleDashed,
  IconDoorOff,
  IconExclamationCircle,
  IconInbox,
  IconMinus,
} from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PreviewDate } from '#shared/commands/series/preview-date.ts';
import type { Instant } from '#shared/time/instant.ts';
import { clockTime, dayAndRange, nearTime, type TimeStyle } from '#renderer/appointments/format-time.ts';
import { asksAt, type DateChoice } from '#renderer/appointments/repeat/date-choices.ts';
import classes from '#renderer/appointments/repeat/repeat.module.css';
import { whyNot } from '#renderer/appointments/repeat/why-not.ts';
import type { Holders } from '#renderer/ui/describe-conflicts.ts';

type DateRowProps = {
  readonly date: PreviewDate;
  readonly choice: DateChoice | null;
  readonly onChoose: (choice: DateChoice) => void;
  readonly style: TimeStyle;
  readonly now: Instant;
  readonly holders: Holders;
};

/** One date: when, what it meets there, and what becomes of it. */
export const DateRow = memo(function DateRow({ date, choice, onChoose, style, now, holders }: DateRowProps): ReactNode {
  const { t } = useTranslation();
  const { state, clock } = date;
  const when = dayAndRange(date, now, style);
  const outcome = outcomeOf(date, choice);
  const Icon = icons[outcome];
  const why = whyNot(date, holders, t);
  return (
    <div className={classes.date} data-outcome={outcome} data-open={choice === null || undefined}>
      <div className={classes.dateLine}>
        <Icon size={15} stroke={1.9} aria-hidden className={classes.sign} />
        <span className={classes.when} data-gone={choice === 'skip' || undefined}>
          {when}
        </span>
        <span className={classes.state}>{t(`appointments.repeat.outcome.${outcome}`)}</span>
      </div>
      {asksAt(state.kind) && (
        <div className={classes.choiceLine}>
          <span className={classes.why} title={why}>
            {why}
          </span>
          <NativeSelect
            size="xs"
            className={classes.choice}
            aria-label={t('appointments.repeat.choice.label', { when })}
            value={choice ?? ''}
            onChange={({ currentTarget: { value } }) => {
              if (value === 'skip' || value === 'shift' || value === 'keep') onChoose(value);
            }}
            data={[
              ...(choice === null ? [{ value: '', label: t('appointments.repeat.choice.open') }] : []),
              { value: 'skip', label: t(`appointments.repeat.choice.${state.kind}.skip`) },
              ...(date.nearest === null
                ? []
                : [
                    {
                      value: 'shift',
                      label: t('appointments.repeat.choice.shiftTo', {
                        time: nearTime(date.nearest, date.start, style),
                      }),
                    },
                  ]),
              { value: 'keep', label: t(`appointments.repeat.choice.${state.kind}.keep`) },
            ]}
          />
        </div>
      )}
      {clock !== 'exact' && (
        <div className={classes.clock}>
          <IconAlertTriangle size={13} stroke={1.9} aria-hidden />
          {t(`appointments.repeat.clock.${clock}`, { time: clockTime(date.start, style) })}
        </div>
      )}
    </div>
  );
});

type Outcome = 'free' | 'unseen' | 'taken' | 'inbox' | 'moved' | 'skipped' | 'holiday' | 'closure' | 'closed';

const icons: Readonly<Record<Outcome, typeof IconMinus>> = {
  free: IconCircleCheck,
  unseen: IconCircleDashed,
  taken: IconExclamationCircle,
  inbox: IconInbox,
  moved: IconArrowRight,
  skipped: IconMinus,
  holiday: IconCalendarOff,
  closure: IconDoorOff,
  closed: IconAlertTriangle,
};

function outcomeOf({ state }: PreviewDate, choice: DateChoice | null): Outcome {
  if (choice === 'skip') return 'skipped';
  if (choice === 'shift') return 'moved';
  switch (state.kind) {
    case 'free':
    case 'unseen':
    case 'holiday':
    case 'closure':
    case 'closed':
      return state.kind;
    case 'clash':
      return choice === null ? 'taken' : 'inbox';
  }
}
