import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import panel from '#renderer/appointments/panel-frame.module.css';
import { type AskingState, choiceOf, type DateChoice } from '#renderer/appointments/repeat/date-choices.ts';
import classes from '#renderer/appointments/repeat/repeat.module.css';
import type { Dates } from '#renderer/appointments/repeat/use-dates.ts';

type BulkChoiceProps = { readonly repeat: Dates; readonly state: AskingState };

const offers: readonly DateChoice[] = ['skip', 'shift', 'keep'];

/** One answer for all dates that are taken, on holidays, or closed. */
export function BulkChoice({ repeat: { dates, choices, chooseAll, askRef }, state }: BulkChoiceProps): ReactNode {
  const { t } = useTranslation();
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
