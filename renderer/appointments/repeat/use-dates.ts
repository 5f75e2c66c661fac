import { type RefObject, useMemo, useRef, useState } from 'react';
import type { PreviewDate } from '#shared/commands/series/preview-date.ts';
import type { SeriesAsk } from '#shared/commands/series/series-preview.ts';
import {
  type AskingState,
  chooseAll,
  countDates,
  type DateChoice,
  type DateChoices,
  type DateCounts,
} from '#renderer/appointments/repeat/date-choices.ts';
import { type ShownPreview, useSeriesPreview } from '#renderer/appointments/repeat/use-series-preview.ts';

/** The dates of a series that is about to be made or changed, and what becomes of each. */
export type Dates = {
  readonly shown: ShownPreview;
  readonly dates: readonly PreviewDate[];
  readonly choices: DateChoices;
  readonly counts: DateCounts;
  /** Every date was looked at as things stand, and none is left to decide. */
  readonly isReady: boolean;
  /** Where one answer is given for the first kind of dates that has to be decided. */
  readonly askRef: RefObject<HTMLFieldSetElement | null>;
  choose(date: PreviewDate, choice: DateChoice): void;
  chooseAll(state: AskingState, choice: DateChoice): void;
};

/** @param ask null: there is nothing to look at. */
export function useDates(ask: SeriesAsk | null): Dates {
  const [choices, setChoices] = useState<DateChoices>(new Map());
  const askRef = useRef<HTMLFieldSetElement>(null);
  const shown = useSeriesPreview(ask);
  const dates = shown.preview?.kind === 'dates' ? shown.preview.dates : none;
  const counts = useMemo(() => countDates(dates, choices), [dates, choices]);
  return {
    ...{ shown, dates, choices, counts, askRef },
    isReady: shown.preview?.kind === 'dates' && !shown.isChecking && counts.open === 0 && counts.all > counts.skipped,
    choose: ({ recurrenceId }, choice) => setChoices((current) => new Map(current).set(recurrenceId, choice)),
    chooseAll: (state, choice) => setChoices((current) => chooseAll(dates, current, { state, choice })),
  };
}

const none: readonly PreviewDate[] = [];
