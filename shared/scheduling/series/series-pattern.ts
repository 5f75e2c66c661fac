import type { Series } from '#shared/scheduling/recurrence/series.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';

const virtual = new WeakMap<BookedSeries, Series>();

/** When the occurrences are that nothing happened to; the exceptions are left out. */
export function virtualPattern(series: BookedSeries): Series {
  const known = virtual.get(series);
  if (known !== undefined) return known;
  const { recurrence, exceptions } = { recurrence: timesOf(series), exceptions: series.exceptions };
  const excluded = [...series.excluded, ...exceptions.map(({ recurrenceId }) => recurrenceId)];
  const pattern: Series = { ...recurrence, excluded, exceptions: [] };
  virtual.set(series, pattern);
  return pattern;
}

/** All that the rule says, with the exceptions in their places; what an edit of the series works on. */
export function wholePattern(series: BookedSeries): Series {
  const { minutes } = timesOf(series);
  return {
    ...timesOf(series),
    exceptions: series.exceptions.map(({ recurrenceId, appointmentId }) => ({
      kind: 'changed',
      recurrenceId,
      start: recurrenceId,
      minutes,
      appointmentId,
    })),
  };
}

function timesOf({ zone, start, rules, added, excluded, phases }: BookedSeries): Series {
  const minutes = phases.reduce((total, phase) => total + phase.minutes, 0);
  return { zone, start, minutes, rules, added, excluded, exceptions: [] };
}
