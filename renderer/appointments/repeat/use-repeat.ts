import { type RefObject, useMemo, useRef, useState } from 'react';
import type { SeriesCreate } from '#shared/commands/series/series-create.ts';
import type { PreviewDate } from '#shared/commands/series/series-preview.ts';
import { stepsOfCreate } from '#shared/commands/series/series-preview.ts';
import { occurrenceId } from '#shared/scheduling/series/series-id.ts';
import { mustBeWall } from '#shared/time/wall.ts';
import {
  chooseAll,
  choiceOf,
  countDates,
  type DateChoice,
  type DateChoices,
  type DateCounts,
  decisionsOf,
} from '#renderer/appointments/repeat/date-choices.ts';
import { onceOnly, type RepeatForm, type RepeatStart, ruleOf } from '#renderer/appointments/repeat/repeat-form.ts';
import { type ShownPreview, useSeriesPreview } from '#renderer/appointments/repeat/use-series-preview.ts';

/** All of a new series but when it repeats, and what becomes of its clashes. */
export type RepeatedVisit = Omit<SeriesCreate, 'rules' | 'added' | 'excluded' | 'decisions' | 'start' | 'zone'>;

export type Repeat = {
  readonly form: RepeatForm;
  readonly start: RepeatStart | null;
  readonly rule: string | null;
  readonly shown: ShownPreview;
  readonly dates: readonly PreviewDate[];
  readonly choices: DateChoices;
  readonly counts: DateCounts;
  /** Where one answer is given for all clashes. */
  readonly askRef: RefObject<HTMLFieldSetElement | null>;
  change(patch: Partial<RepeatForm>): void;
  choose(date: PreviewDate, choice: DateChoice): void;
  chooseAll(state: PreviewDate['state']['kind'], choice: DateChoice): void;
  /** The series as it is chosen; null while there is something to decide, or nothing that could be made. */
  input(): SeriesCreate | null;
};

/** How a visit repeats, its dates as they would be, and what becomes of each. */
export function useRepeat(visit: RepeatedVisit | null, start: RepeatStart | null): Repeat {
  const [form, setForm] = useState(onceOnly);
  const [choices, setChoices] = useState<DateChoices>(new Map());
  const askRef = useRef<HTMLFieldSetElement>(null);
  const rule = start === null ? null : ruleOf(form, start);
  const draft = useMemo((): SeriesCreate | null => {
    if (visit === null || start === null || rule === null) return null;
    const { date, time, zone } = start;
    return {
      ...{ ...visit, zone, start: `${date}T${time}:00`, rules: [rule] },
      ...{ added: [], excluded: [], decisions: [] },
    };
  }, [visit, start, rule]);
  // Names and notes take no place.
  const key = draft === null ? null : JSON.stringify({ ...draft, notes: '', label: '', client: null });
  const shown = useSeriesPreview(key, (sight) =>
    draft === null ? { kind: 'steps', steps: [], isMore: false } : stepsOfCreate(draft, sight),
  );
  const dates = shown.preview?.kind === 'dates' ? shown.preview.dates : none;
  const counts = useMemo(() => countDates(dates, choices), [dates, choices]);
  return {
    ...{ form, start, rule, shown, dates, choices, counts, askRef },
    change: (patch) => setForm((current) => ({ ...current, ...patch })),
    choose: ({ recurrenceId }, choice) => setChoices((current) => new Map(current).set(recurrenceId, choice)),
    chooseAll: (state, choice) => setChoices((current) => chooseAll(dates, current, { state, choice })),
    input: () => {
      const isReady = shown.preview?.kind === 'dates' && !shown.isChecking && counts.open === 0 && counts.all > 0;
      return draft === null || !isReady ? null : { ...draft, decisions: decisionsOf(dates, choices) };
    },
  };
}

const none: readonly PreviewDate[] = [];

/** The first date that is booked: the one to be shown afterwards. */
export function firstKept({ dates, choices }: Pick<Repeat, 'dates' | 'choices'>): PreviewDate | null {
  return dates.find((date) => choiceOf(date, choices) !== 'skip') ?? null;
}

export function firstOccurrenceId(repeat: Repeat): string | null {
  const first = firstKept(repeat);
  const seriesId = repeat.input()?.seriesId;
  return first === null || seriesId === undefined ? null : occurrenceId(seriesId, mustBeWall(first.recurrenceId));
}
