import { useMemo, useState } from 'react';
import type { SeriesCreate } from '#shared/commands/series/series-create.ts';
import type { PreviewDate } from '#shared/commands/series/preview-date.ts';
import { occurrenceNamed } from '#shared/scheduling/recurrence/occurrences.ts';
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

/** How a visit repeats, its dates as they would be, and what becomes of each. */
export function useRepeat(
  visit: RepeatedVisit | null,
  start: RepeatStart | null,
  first: RepeatForm = onceOnly,
): Repeat {
  const [form, setForm] = useState(first);
  const rule = start === null ? null : ruleOf(form, start);
  const draft = useMemo((): SeriesCreate | null => {
    if (visit === null || start === null || rule === null) return null;
    const { date, time, zone, disambiguation } = start;
    const times = { zone, start: `${date}T${time}:00`, rules: [rule], excluded: [] };
    return {
      ...visit,
      ...times,
      disambiguation,
      added: visit.adopts === undefined ? [] : firstDate(times),
      decisions: [],
    };
  }, [visit, start, rule]);
  const dates = useDates(draft === null ? null : { kind: 'create', input: draft });
  return {
    ...dates,
    ...{ form, start, rule },
    change: (patch) => setForm((current) => ({ ...current, ...patch })),
    input: () =>
      draft === null || !dates.isReady ? null : { ...draft, decisions: decisionsOf(dates.dates, dates.choices) },
  };
}

/** A visit that the rule does not name is a date of the series all the same. */
function firstDate(times: Pick<SeriesCreate, 'zone' | 'start' | 'rules' | 'excluded'>): string[] {
  const pattern = { ...times, minutes: 0, added: [], exceptions: [] };
  return occurrenceNamed(pattern, mustBeWall(times.start)) === null ? [times.start] : [];
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
