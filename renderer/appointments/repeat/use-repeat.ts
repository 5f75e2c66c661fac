import { useMemo, useState } from 'react';
import type { SeriesCreate } from '#shared/commands/series/series-create.ts';
import type { PreviewDate } from '#shared/commands/series/series-preview.ts';
import { stepsOfCreate } from '#shared/commands/series/series-preview.ts';
import { occurrenceId } from '#shared/scheduling/series/series-id.ts';
import { mustBeWall } from '#shared/time/wall.ts';
import { choiceOf, decisionsOf } from '#renderer/appointments/repeat/date-choices.ts';
import { onceOnly, type RepeatForm, type RepeatStart, ruleOf } from '#renderer/appointments/repeat/repeat-form.ts';
import { type Dates, useDates } from '#renderer/appointments/repeat/use-dates.ts';

/** All of a new series but when it repeats, and what becomes of its clashes. */
export type RepeatedVisit = Omit<
  SeriesCreate,
  'rules' | 'added' | 'excluded' | 'decisions' | 'start' | 'zone' | 'disambiguation'
>;

export type Repeat = Dates & {
  readonly form: RepeatForm;
  readonly start: RepeatStart | null;
  readonly rule: string | null;
  change(patch: Partial<RepeatForm>): void;
  /** The series as it is chosen; null while there is something to decide, or nothing that could be made. */
  input(): SeriesCreate | null;
};

type RepeatOptions = {
  readonly first?: RepeatForm;
  /** The first date is an appointment of its own already, and counts as one of them. */
  readonly isFirstBooked?: boolean;
};

/** How a visit repeats, its dates as they would be, and what becomes of each. */
export function useRepeat(
  visit: RepeatedVisit | null,
  start: RepeatStart | null,
  { first = onceOnly, isFirstBooked = false }: RepeatOptions = {},
): Repeat {
  const [form, setForm] = useState(first);
  const rule = start === null ? null : ruleOf(form, start);
  const draft = useMemo((): SeriesCreate | null => {
    if (visit === null || start === null || rule === null) return null;
    const { date, time, zone, disambiguation } = start;
    return {
      ...{ ...visit, zone, disambiguation, start: `${date}T${time}:00`, rules: [rule] },
      ...{ added: [], excluded: isFirstBooked ? [`${date}T${time}:00`] : [], decisions: [] },
    };
  }, [visit, start, rule, isFirstBooked]);
  // Names and notes take no place.
  const key = draft === null ? null : JSON.stringify({ ...draft, notes: '', label: '', client: null });
  const dates = useDates(key, (sight) =>
    draft === null ? { kind: 'steps', steps: [], isMore: false } : stepsOfCreate(draft, sight),
  );
  return {
    ...dates,
    ...{ form, start, rule },
    change: (patch) => setForm((current) => ({ ...current, ...patch })),
    input: () =>
      draft === null || !dates.isReady ? null : { ...draft, decisions: decisionsOf(dates.dates, dates.choices) },
  };
}

/** The first date that is booked: the one to be shown afterwards. */
export function firstKept({ dates, choices }: Pick<Dates, 'dates' | 'choices'>): PreviewDate | null {
  return dates.find((date) => choiceOf(date, choices) !== 'skip') ?? null;
}

export function firstOccurrenceId(repeat: Repeat): string | null {
  const first = firstKept(repeat);
  const seriesId = repeat.input()?.seriesId;
  return first === null || seriesId === undefined ? null : occurrenceId(seriesId, mustBeWall(first.recurrenceId));
}
