import { z } from 'zod';
import {
  type Occurrence,
  type OccurrencePage,
  nextOccurrences,
  occurrencesWithin,
} from '#shared/scheduling/recurrence/occurrences.ts';
import type { Outcome, RecurrenceRefusal } from '#shared/scheduling/recurrence/refusal.ts';
import { type Review, reviewSeries } from '#shared/scheduling/recurrence/review-series.ts';
import type { Series } from '#shared/scheduling/recurrence/series.ts';
import { type Instant, instant, parseInstant, toIso } from '#shared/time/instant.ts';
import { formatWall, formatWallDate, parseWall, wall } from '#shared/time/wall.ts';
import { wallAt } from '#shared/time/wall-clock.ts';
import { parseZone, type ZoneId } from '#shared/time/zone.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';

const texts = z.union([z.array(z.string()), z.null()]).optional();

/** A line as shared data's `recurrence/vectors.jsonl` has it; what else it carries is left alone. */
export const recurrenceCaseSchema = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  dtstart: z.string(),
  tzid: z.string().nullish(),
  rrule: z.union([z.string(), z.array(z.string())]).nullish(),
  exdates: texts,
  rdates: texts,
  minutes: z.number().min(0).max(1_440).optional(),
  window: z.object({ after: z.string(), before: z.string(), inc: z.boolean().optional() }).nullish(),
  expected: texts,
  truncated: z.boolean().nullish(),
});
export type RecurrenceCase = z.infer<typeof recurrenceCaseSchema>;

export type RecurrenceAnswer = {
  readonly id: string | number | null;
  readonly status: 'expanded' | 'trimmed' | 'refused';
  /** Wall times of the series' zone, written as `dtstart` is. */
  readonly occurrences: readonly string[];
  /** The same as instants; null for a floating series, which has no zone. */
  readonly utc: readonly string[] | null;
  /** Occurrences whose wall time fell into a gap (shifted later) or a fold (the earlier one), by position. */
  readonly notes: readonly { readonly at: number; readonly kind: 'gap' | 'fold'; readonly asked: string }[];
  /** The series has no other occurrence (of the window). */
  readonly complete: boolean;
  readonly refusal: RecurrenceRefusal | null;
  /** What would be taken instead of a series that is too long. */
  readonly trim: { readonly rrule: readonly string[]; readonly occurrences: number } | null;
  readonly ms: number;
};

type Body = Omit<RecurrenceAnswer, 'id' | 'ms'>;

/** What the product makes of one case: first what it says to the series, then its occurrences. */
export function answerCase(given: RecurrenceCase): RecurrenceAnswer {
  const startedAt = performance.now();
  const body = answer(given);
  return { id: given.id ?? null, ...body, ms: Math.round((performance.now() - startedAt) * 1_000) / 1_000 };
}

function answer(given: RecurrenceCase): Body {
  const zone = zoneOf(given);
  if (!zone.ok) return refusedBody(zone.refusal);
  const series = seriesOf(given, zone.value);
  const review = reviewSeries(series);
  if (review.kind === 'refused') return refusedBody(review.refusal);
  const found =
    given.window === null || given.window === undefined ? previewOf(series) : windowOf(series, given.window);
  if (!found.ok) return refusedBody(found.refusal);
  const isDate = !given.dtstart.includes('T');
  const { occurrences, isAll } = found.value;
  return {
    ...trimBody(review),
    occurrences: occurrences.map((one) => (isDate ? formatWallDate(one.wall) : formatWall(one.wall))),
    utc: given.tzid === null || given.tzid === undefined ? null : occurrences.map((one) => toIso(one.start)),
    notes: occurrences.flatMap(({ kind, recurrenceId }, at) =>
      kind === 'exact' ? [] : [{ at, kind, asked: formatWall(recurrenceId) }],
    ),
    complete: isAll,
  };
}

/** A long series is expanded whole, page by page; only what the product would shorten by number is called trimmed. */
function trimBody(review: Review): Pick<Body, 'status' | 'refusal' | 'trim'> {
  if (review.kind !== 'trim-offered' || review.code === 'too-far-ahead')
    return { status: 'expanded', refusal: null, trim: null };
  const trim = { rrule: review.trimmed.rules, occurrences: review.occurrences };
  return { status: 'trimmed', refusal: { code: review.code, at: '' }, trim };
}

function refusedBody(refusal: RecurrenceRefusal): Body {
  return { status: 'refused', occurrences: [], utc: null, notes: [], complete: false, refusal, trim: null };
}

function zoneOf({ tzid }: RecurrenceCase): Outcome<ZoneId> {
  const name = tzid ?? 'UTC';
  const zone = parseZone(name);
  if (zone !== null) return { ok: true, value: zone };
  const code = /^(?:UTC|GMT|Z)?[+-]?\d/i.test(name) ? 'zone-is-an-offset' : 'unknown-zone';
  return { ok: false, refusal: { code, at: name } };
}

function seriesOf(given: RecurrenceCase, zone: ZoneId): Series {
  const { rrule } = given;
  return {
    zone,
    start: localText(given.dtstart, zone),
    minutes: given.minutes ?? 0,
    rules: rrule === null || rrule === undefined ? [] : Array.isArray(rrule) ? rrule : [rrule],
    added: (given.rdates ?? []).map((text) => localText(text, zone)),
    excluded: (given.exdates ?? []).map((text) => localText(text, zone)),
    exceptions: [],
  };
}

/** A date is its midnight; an instant is what the zone's wall shows then; anything else is left for the product to judge. */
function localText(text: string, zone: ZoneId): string {
  const at = /[Tt].*(?:[Zz]|[+-]\d{2}:?\d{2})$/.test(text) ? parseInstant(expanded(text)) : null;
  if (at !== null) return formatWall(wallAt(at, zoneClock(zone)));
  const local = parseWall(text);
  return local === null ? text : formatWall(local);
}

/** `20260504T090000Z` as `2026-05-04T09:00:00Z`, which `Date` reads. */
function expanded(text: string): string {
  return text.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})/, '$1-$2-$3T$4:$5:$6');
}

type Listed = { readonly occurrences: readonly Occurrence[]; readonly isAll: boolean };

function previewOf(series: Series): Outcome<Listed> {
  // From the beginning of all calendars: an added date may lie before the start.
  return nextOccurrences(series, wall(Date.UTC(100, 0, 1)));
}

function windowOf(series: Series, { after, before, inc }: NonNullable<RecurrenceCase['window']>): Outcome<Listed> {
  const zoned = (text: string): Instant | null => parseInstant(expanded(text)) ?? parseInstant(`${expanded(text)}Z`);
  const [start, end] = [zoned(after), zoned(before)];
  if (start === null || end === null)
    return { ok: false, refusal: { code: 'date-unreadable', at: `${after}/${before}` } };
  const pages = allPages(series, start, instant(end + 1));
  if (!pages.ok) return pages;
  const isInside = (at: Instant): boolean => (inc ?? true) || (at > start && at < end);
  return {
    ok: true,
    value: {
      occurrences: pages.value.occurrences.filter((one) => isInside(one.start)),
      isAll: pages.value.next === null,
    },
  };
}

const MOST_PAGES = 200;

function allPages(series: Series, start: Instant, end: Instant): Outcome<OccurrencePage> {
  const occurrences: Occurrence[] = [];
  let from: Instant | null = start;
  for (let page = 0; page < MOST_PAGES && from !== null; page += 1) {
    const found: Outcome<OccurrencePage> = occurrencesWithin(series, { start: from, end });
    if (!found.ok) return found;
    occurrences.push(...found.value.occurrences);
    from = found.value.next;
  }
  return { ok: true, value: { occurrences, next: from } };
}
