import { asksAt } from '#renderer/appointments/repeat/date-choices.ts';
import type { PreviewDate } from '#shared/commands/series/preview-date.ts';

const LINE = 30;
const CHOICE = 34;
const CLOCK_NOTE = 20;
const OVERSCAN = 240;

/** In pixels; a date that is free takes one line. */
export function rowHeight({ state, clock }: Pick<PreviewDate, 'state' | 'clock'>): number {
  const asks = asksAt(state.kind);
  return LINE + (asks ? CHOICE : 0) + (clock === 'exact' ? 0 : CLOCK_NOTE);
}

/** Where each row begins; one more than there are rows, the last is the height of all. */
export function rowTops(dates: readonly Pick<PreviewDate, 'state' | 'clock'>[]): readonly number[] {
  const tops = [0];
  for (const date of dates) tops.push((tops.at(-1) ?? 0) + rowHeight(date));
  return tops;
}

/** The rows to draw, `last` excluded. */
export function rowsInSight(
  tops: readonly number[],
  { top, height }: { readonly top: number; readonly height: number },
): { readonly first: number; readonly last: number } {
  const from = tops.findIndex((_, index) => (tops[index + 1] ?? Infinity) > top - OVERSCAN);
  const past = tops.findIndex((at) => at >= top + height + OVERSCAN);
  return { first: Math.max(0, from), last: past === -1 ? tops.length - 1 : past };
}
