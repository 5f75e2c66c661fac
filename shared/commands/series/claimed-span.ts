import { occurrencesWithin } from '#shared/scheduling/recurrence/occurrences.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { virtualPattern } from '#shared/scheduling/series/series-pattern.ts';
import { EARLIEST, type Instant, instant, LATEST } from '#shared/time/instant.ts';

const DAY_MS = 86_400_000;
/** 18 months: how far ahead the occurrences of a series hold their resources (SR4). */
export const HORIZON_DAYS = 548;
/** What is long over holds nothing any more. */
const DAYS_BACK = 14;

export type ClaimedSpan = Pick<BookedSeries, 'claimedFrom' | 'claimedUntil'>;

/** Where occurrences hold claims as of `now`: whole days of UTC, and no more occurrences than 730. */
export function claimedSpan(series: BookedSeries, now: Instant): ClaimedSpan {
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const claimedFrom = instant(Math.max(EARLIEST, today - DAYS_BACK * DAY_MS));
  const end = instant(Math.min(LATEST, today + HORIZON_DAYS * DAY_MS));
  const page = occurrencesWithin(virtualPattern(series), { start: claimedFrom, end });
  return { claimedFrom, claimedUntil: page.ok ? (page.value.next ?? end) : claimedFrom };
}
