import { z } from 'zod';
import { idSchema, text, versionSchema } from '#shared/lib/text.ts';
import { daySpanSchema, localDateSchema } from '#shared/scheduling/availability/work-pattern.ts';
import { type Claim, claimSchema, LONGEST_CLAIM_MINUTES } from '#shared/scheduling/claim.ts';
import { instant, instantSchema, minutesBetween } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import { type ClockFault, disambiguationSchema, instantAtMinute, minuteFault } from '#shared/time/clock-change.ts';
import { addDays, dayInterval } from '#shared/time/local.ts';
import { subtract } from '#shared/time/subtract.ts';
import type { ZoneId } from '#shared/time/zone.ts';

export const timeOffKinds = ['vacation', 'sick', 'training', 'other'] as const;
export const timeOffStates = ['requested', 'approved', 'declined', 'withdrawn'] as const;

/** What somebody asks for. */
export const timeOffFields = z.strictObject({
  resourceId: idSchema,
  fromDate: localDateSchema,
  /** The last day. */
  toDate: localDateSchema,
  /** On each of the days; null is the whole of them. */
  hours: daySpanSchema.nullable(),
  /** Which is meant where the clocks skip or repeat one of the hours on one of the days (TO7). */
  disambiguation: disambiguationSchema.optional(),
  kind: z.enum(timeOffKinds),
  note: text(400),
});

/** Leave of a resource: asked for, decided by somebody else, and once approved holding the time itself (TO1). */
export const timeOffSchema = timeOffFields.extend({
  id: idSchema,
  version: versionSchema,
  state: z.enum(timeOffStates),
  /** Only while it is approved. */
  claims: z.array(claimSchema).max(2_000),
  requestedBy: idSchema,
  requestedAt: instantSchema,
  decidedBy: idSchema.nullable(),
  decidedAt: instantSchema.nullable(),
  decisionNote: text(400),
});
export type TimeOff = Readonly<z.infer<typeof timeOffSchema>>;
export type TimeOffSpan = Pick<TimeOff, 'fromDate' | 'toDate' | 'hours' | 'disambiguation'>;

/** A year with a leap day. */
export const LONGEST_TIME_OFF_DAYS = 366;

/** The time itself: whole local days are one stretch, 23 and 25 hours included; hours are one a day. */
export function timeOffIntervals(span: TimeOffSpan, zone: ZoneId): readonly Interval[] {
  const { fromDate, toDate, hours, disambiguation } = span;
  if (hours === null) {
    return [{ start: dayInterval(fromDate, zone).start, end: dayInterval(toDate, zone).end }].filter(isSome);
  }
  const intervals: Interval[] = [];
  for (let date = fromDate; date <= toDate; date = addDays(date, 1)) {
    const start = instantAtMinute(date, hours.fromMinute, { zone, disambiguation });
    intervals.push({ start, end: instantAtMinute(date, hours.toMinute, { zone, disambiguation }) });
  }
  return intervals.filter(isSome);
}

/** Why the hours cannot be had on each of the days: the clocks skip or repeat one, and nobody said which is meant. */
export function timeOffFault(span: TimeOffSpan, zone: ZoneId): ClockFault | null {
  const { fromDate, toDate, hours, disambiguation } = span;
  if (hours === null) return null;
  for (let date = fromDate; date <= toDate; date = addDays(date, 1)) {
    const clock = { zone, disambiguation };
    const fault = minuteFault(date, hours.fromMinute, clock) ?? minuteFault(date, hours.toMinute, clock);
    if (fault !== null) return fault;
  }
  return null;
}

/** On every lane, in pieces that a claim can be, without what is blocked there already. */
export function timeOffClaims(
  resource: { readonly id: string; readonly lanes: number },
  intervals: readonly Interval[],
  blocked: readonly Claim[],
): Claim[] {
  return Array.from({ length: resource.lanes }, (_, lane) => {
    const cuts = blocked.filter((claim) => claim.lane === lane);
    return intervals
      .flatMap((interval) => subtract(interval, cuts))
      .flatMap(inPieces)
      .map((piece): Claim => ({ resourceId: resource.id, lane, ...piece, part: 'visit' }));
  }).flat();
}

function inPieces({ start, end }: Interval): Interval[] {
  const count = Math.ceil(minutesBetween(start, end) / LONGEST_CLAIM_MINUTES);
  const length = LONGEST_CLAIM_MINUTES * 60_000;
  return Array.from({ length: count }, (_, at) => ({
    start: instant(start + at * length),
    end: instant(Math.min(end, start + (at + 1) * length)),
  }));
}

function isSome({ start, end }: Interval): boolean {
  return start < end;
}
