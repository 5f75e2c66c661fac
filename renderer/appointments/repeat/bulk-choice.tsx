import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type { PreviewDate } from '#shared/commands/series/preview-date.ts';
import type { Instant } from '#shared/time/instant.ts';
import { shortDay, type TimeStyle } from '#renderer/appointments/format-time.ts';
import panel from '#renderer/appointments/panel-frame.module.css';
import { type AskingState, choiceOf, type DateChoice } from '#renderer/appointments/repeat/date-choices.ts';
import classes from '#renderer/appointments/repeat/repeat.module.css';
import { whyNot } from '#renderer/appointments/repeat/why-not.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import type { Holders } from '#renderer/ui/describe-conflicts.ts';
import type { Dates } from '#renderer/appointments/repeat/use-dates.ts';

type BulkChoiceProps = {
  readonly repeat: Dates;
  readonly state: AskingState;
  readonly style: TimeStyle;
  readonly now: Instant;
};

const offers: readonly DateChoice[] = ['skip', 'shift', 'keep'];

/** One answer for all dates that are taken, on holidays, on days when the house is shut, or outside of hours. */
export function BulkChoice({ repeat, state, style, now }: BulkChoiceProps): ReactNode {
  const { dates, choices, chooseAll, askRef } = repeat;
  const { t } = useTranslation();
  const { view } = useDesk();
  const labelId = useId();
  const concerned = dates.filter((date) => date.state.kind === state);
  if (concerned.length === 0) return null;
  const isAll = (choice: DateChoice): boolean => concerned.every((date) => choiceOf(date, choices) === choice);
  const isOpen = concerned.some((date) => choiceOf(date, choices) === null);
  const firstOpen = dates.find((date) => choiceOf(date, choices) === null);
  return (
    <fieldset
      ref={firstOpen?.state.kind === state ? askRef : null}
      className={classes.bulk}
      data-open={isOpen}
      aria-labelledby={labelId}
    >
      <span id={labelId} className={classes.bulkLabel}>
        {t(`appointments.repeat.bulk.${state}`, { count: concerned.length })}
      </span>
      {/* Booked unless somebody says otherwise: so it is said of whom, too. */}
      {(isOpen || state === 'closed') && (
        <p className={classes.bulkDates}>{whichDates(concerned, { style, now, t, holders: view })}</p>
      )}
      <span className={panel.chips}>
        {offers.map((choice) => (
          <button
            key={choice}
            type="button"
            className={panel.chip}
            aria-pressed={isAll(choice)}
            disabled={choice === 'shift' && concerned.every(({ nearest }) => nearest === null)}
            onClick={() => chooseAll(state, choice)}
          >
            {t(`appointments.repeat.choice.${state}.${choice}`)}
          </button>
        ))}
      </span>
    </fieldset>
  );
}

const MOST_NAMED = 3;

type Saying = {
  readonly style: TimeStyle;
  readonly now: Instant;
  readonly t: TFunction;
  readonly holders: Holders;
};

/** Somewhere in a long list: the first of them are named here. */
function whichDates(dates: readonly PreviewDate[], { style, now, t, holders }: Saying): string {
  const named = dates.slice(0, MOST_NAMED).map((date) => {
    const day = shortDay(date.start, now, style);
    // Who is in the way of a clash stands at its row, with the choice.
    const name = date.state.kind === 'clash' ? '' : whyNot(date, holders, t);
    return name === '' ? day : t('appointments.repeat.bulk.named', { day, name });
  });
  const more = dates.length > MOST_NAMED ? ['…'] : [];
  return [...named, ...more].join(t('appointments.repeat.skipped.join'));
}
