import { type Interval, overlaps } from '#shared/time/interval.ts';

/** What is left of the interval outside of all cuts, in order. */
export function subtract({ start, end }: Interval, cuts: readonly Interval[]): readonly Interval[] {
  const left: Interval[] = [];
  let from = start;
  for (const cut of cuts.filter((one) => overlaps(one, { start, end })).toSorted((a, b) => a.start - b.start)) {
    if (cut.start > from) left.push({ start: from, end: cut.start });
    if (cut.end > from) from = cut.end;
  }
  if (from < end) left.push({ start: from, end });
  return left;
}
