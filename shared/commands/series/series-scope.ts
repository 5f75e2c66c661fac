import { z } from 'zod';
import { occurrencesWithin } from '#shared/scheduling/recurrence/occurrences.ts';
import type { Series } from '#shared/scheduling/recurrence/series.ts';
import { wallTimeSchema } from '#shared/scheduling/recurrence/series.ts';
import { splitSeries, type SplitSeries } from '#shared/scheduling/recurrence/split-series.ts';
import { type Outcome, taken } from '#shared/scheduling/recurrence/refusal.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { wholePattern } from '#shared/scheduling/series/series-pattern.ts';
import { type Instant, instant, LATEST } from '#shared/time/instant.ts';
import { formatWall, mustBeWall } from '#shared/time/wall.ts';

/** Which occurrences are meant; what is past stays as it was in any case (SR7). */
export const seriesScopeSchema = z.discriminatedUnion('kind', [
  /** This occurrence and all that follow. */
  z.strictObject({ kind: z.literal('following'), recurrenceId: wallTimeSchema }),
  /** All that have not begun. */
  z.strictObject({ kind: z.literal('all') }),
]);
export type SeriesScope = Readonly<z.infer<typeof seriesScopeSchema>>;

/** Other series of the family that one command is about: it changed as often, and each of them has dates to come. */
export const MOST_PARTS = 20;

/** What stays, and what the scope is about; either may be empty. */
export type Cut = { readonly before: Series | null; readonly following: Series | null };

/** Divides a series where the scope begins, at the first occurrence by its rule that has not begun yet. */
export function cutSeries(series: BookedSeries, scope: SeriesScope, now: Instant): Outcome<Cut> {
  const whole = wholePattern(series);
  const first = firstFrom(whole, now);
  if (first === null) return taken({ before: whole, following: null });
  const wanted = scope.kind === 'following' ? mustBeWall(scope.recurrenceId) : first;
  const split: Outcome<SplitSeries> = splitSeries(whole, formatWall(wanted < first ? first : wanted));
  return split;
}

const TWO_YEARS_MS = 2 * 365 * 86_400_000;

/** The name of the first occurrence whose time by the rule has not come; exceptions count where the rule put them. */
function firstFrom(whole: Series, now: Instant) {
  // A date of four years' distance, 29 February, may be far; nothing that is booked is further than this century.
  for (let from = now; from < LATEST; from = instant(from + TWO_YEARS_MS)) {
    const page = occurrencesWithin(whole, { start: from, end: instant(from + TWO_YEARS_MS) });
    const [found] = page.ok ? page.value.occurrences : [];
    if (found !== undefined) return found.recurrenceId;
    if (!page.ok) return null;
  }
  return null;
}
