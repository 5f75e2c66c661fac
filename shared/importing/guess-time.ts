import type { Column } from '#shared/importing/guess-columns.ts';
import { timeReader } from '#shared/importing/date-pattern.ts';
import { must } from '#shared/lib/must.ts';
import { resolveLocal } from '#shared/time/local.ts';
import { parseZone } from '#shared/time/zone.ts';

export type TimeGuess = {
  readonly columns: string[];
  readonly pattern: string;
  /** The other reading of the same cells, where nothing in the file tells 3/4 from 4/3. */
  readonly isDayOrMonthFirst: boolean;
};

const UTC = must(parseZone('UTC'), 'UTC is a zone');
const times = ['H:mm', 'H:mm:ss', 'h:mm a', 'h:mm:ss a', 'h a'];
const otherDates = [
  'iso',
  'd.M.yyyy',
  'd.M.yy',
  'yyyy/M/d',
  'yyyy-M-d',
  'd MMM yyyy',
  'MMM d, yyyy',
  'EEE, d MMM yyyy',
  "yyyy'年'M'月'd'日'",
];
const monthFirst = ['M/d/yyyy', 'M/d/yy', 'M-d-yyyy'];
const dayFirst = ['d/M/yyyy', 'd/M/yy', 'd-M-yyyy'];

/** How the cells of one column, or of a date and a time column joined, read as times; null when they do not. */
export function guessTime(columns: readonly Column[], isMonthFirst: boolean): TimeGuess | null {
  const samples = joinedSamples(columns);
  if (samples.length === 0) return null;
  const ordered = isMonthFirst ? [...monthFirst, ...dayFirst] : [...dayFirst, ...monthFirst];
  const withTime = (date: string): string[] =>
    date === 'iso' ? ['iso', ...times.map((time) => `yyyy-MM-dd ${time}`)] : times.map((time) => `${date} ${time}`);
  const candidates = [...otherDates, ...ordered].flatMap((date) => [
    ...withTime(date),
    ...(date === 'iso' ? [] : [date]),
  ]);
  const counted = candidates.map((pattern) => ({ pattern, fits: countFitting(pattern, samples) }));
  const most = Math.max(...counted.map((one) => one.fits));
  // A few broken cells do not hide the pattern of the others.
  if (most < samples.length * 0.9) return null;
  const fitting = counted.filter((one) => one.fits === most).map((one) => one.pattern);
  const [pattern] = fitting;
  if (pattern === undefined) return null;
  const readsOf = (forms: readonly string[]): boolean =>
    fitting.some((found) => forms.some((form) => found.startsWith(form)));
  return {
    columns: columns.map((column) => column.header),
    pattern,
    isDayOrMonthFirst: readsOf(monthFirst) && readsOf(dayFirst),
  };
}

export function isTimeOfDay(column: Column): boolean {
  return (
    column.samples.length > 0 &&
    column.samples.every((cell) => /^\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?$/i.test(cell))
  );
}

function joinedSamples(columns: readonly Column[]): string[] {
  const [first, second] = columns;
  if (first === undefined) return [];
  if (second === undefined) return [...first.samples];
  return first.samples.map((cell, at) => `${cell} ${second.samples[at] ?? ''}`.trim());
}

function countFitting(pattern: string, samples: readonly string[]): number {
  const read = timeReader(pattern);
  if (read === null) return 0;
  const isTime = (cell: string): boolean => {
    const time = read(cell);
    return time?.kind === 'instant' || (time !== null && resolveLocal(time.local, UTC) !== null);
  };
  return samples.filter(isTime).length;
}
