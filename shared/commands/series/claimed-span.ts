import { nextOccurrences, occurrencesWithin } from '#shared/scheduling/recurrence/occurrences.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { virtualPattern } from '#shared/scheduling/series/series-pattern.ts';
import { EARLIEST, type Instant, instant, LATEST } from '#shared/time/instant.ts';
import { wallAt } from '#shared/time/wall-clock.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';

const DAY_MS = 86_400_000;
/** 18 months: how far ahead the occurrences of a series hold their resources (SR4). */
export const HORIZON_DAYS = 548;
/** What is long over holds nothing any more. */
const DAYS_BACK = 14;

export type ClaimedSpan = Pick<BookedSeries, 'claimedFrom' | 'claimedUntil'>;

/** Nothing comes after: then nobody need ask again. */
function isOver(series: BookedSeries, end: Instant): boolean {
  const rest = nextOccurrences(virtualPattern(series), wallAt(end, zoneClock(series.zone)), 1);
  return rest.ok && rest.value.isAll && rest.value.occurrences.length === 0;
}

/** Where occurrences hold claims as of `now`: whole days of UTC, and no more occurrences than 730. */
export function claimedSpan(series: BookedSeries, now: Instant): ClaimedSpan {
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const claimedFrom = instant(Math.max(EARLIEST, today - DAYS_BACK * DAY_MS));
  const end = instant(Math.min(LATEST, today + HORIZON_DAYS * DAY_MS));
  const page = occurrencesWithin(virtualPattern(series), { start: claimedFrom, end });
  if (!page.ok) return { claimedFrom, claimedUntil: claimedFrom };
  return { claimedFrom, claimedUntil: page.value.next ?? (isOver(series, end) ? LATEST : end) };
}
