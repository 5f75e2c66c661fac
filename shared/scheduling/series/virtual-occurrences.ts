import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { Claim, HeldClaim } from '#shared/scheduling/claim.ts';
import { type Occurrence, occurrenceNamed, occurrencesWithin } from '#shared/scheduling/recurrence/occurrences.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { namedOccurrence, occurrenceId } from '#shared/scheduling/series/series-id.ts';
import { virtualPattern } from '#shared/scheduling/series/series-pattern.ts';
import { visitEnd, wishesByResource } from '#shared/scheduling/visit-claims.ts';
import { EARLIEST, type Instant, instant, LATEST, plusMinutes } from '#shared/time/instant.ts';
import { type Interval, overlaps } from '#shared/time/interval.ts';
import { formatWall, type Wall } from '#shared/time/wall.ts';

/** What was worked out of one series; the same document is the same series for ever, and so are its appointments. */
type Drawn = { readonly byWall: Map<Wall, Appointment>; readonly byDay: Map<number, readonly Appointment[]> };

const drawn = new WeakMap<BookedSeries, Drawn>();
const DAY_MS = 86_400_000;

/** The occurrence that nothing happened to, as the appointment that it will be; null when there is none of that name. */
export function virtualNamed(series: BookedSeries, recurrenceId: Wall): Appointment | null {
  if (series.isEnded) return null;
  const found = occurrenceNamed(virtualPattern(series), recurrenceId);
  return found === null ? null : drawnAppointment(series, found);
}

/** The same by the occurrence's id. */
export function virtualById(series: BookedSeries, id: string): Appointment | null {
  const named = namedOccurrence(id);
  return named === null || named.seriesId !== series.id ? null : virtualNamed(series, named.recurrenceId);
}

/** Occurrences that nothing happened to and that start within the interval, in their order. */
export function virtualWithin(series: BookedSeries, interval: Interval): readonly Appointment[] {
  if (series.isEnded) return [];
  const found: Appointment[] = [];
  let from: Instant | null = instant(Math.max(interval.start, EARLIEST));
  while (from !== null && from < interval.end) {
    const page = occurrencesWithin(virtualPattern(series), { start: from, end: interval.end });
    if (!page.ok) return found;
    for (const one of page.value.occurrences) found.push(drawnAppointment(series, one));
    from = page.value.next;
  }
  return found.filter(({ end }) => end <= LATEST);
}

/** Occurrences that nothing happened to and that share time with the interval; days once looked at are remembered. */
export function virtualOverlapping(series: BookedSeries, interval: Interval): readonly Appointment[] {
  const minutes = series.phases.reduce((total, phase) => total + phase.minutes, 0);
  const first = Math.floor(plusMinutes(interval.start, -minutes) / DAY_MS);
  const last = Math.floor((interval.end - 1) / DAY_MS);
  const found: Appointment[] = [];
  for (let day = first; day <= last; day += 1) {
    for (const one of ofDay(series, day)) if (overlaps(one, interval)) found.push(one);
  }
  return found;
}

/** What the occurrences hold that nothing happened to, by their ids; those of exceptions are in their own documents. */
export function virtualClaims(series: BookedSeries): ReadonlyMap<string, readonly HeldClaim[]> {
  const claimed = virtualWithin(series, { start: series.claimedFrom, end: series.claimedUntil });
  return new Map(claimed.map((one) => [one.id, heldClaims(one)]));
}

export function heldClaims({ id, claims }: Pick<Appointment, 'id' | 'claims'>): readonly HeldClaim[] {
  return claims.map((claim) => ({ ...claim, holder: { kind: 'appointment', id } }));
}

/** What an occurrence that starts then claims, on the lanes of its series. */
export function claimsAt(series: BookedSeries, start: Instant): readonly Claim[] {
  const laneOf = (resourceId: string): number => series.lanes.find((one) => one.resourceId === resourceId)?.lane ?? 0;
  const wishes = [...wishesByResource({ ...series, start }).values()].flat();
  return wishes.map((wish) => ({ ...wish, lane: laneOf(wish.resourceId) }));
}

function ofDay(series: BookedSeries, day: number): readonly Appointment[] {
  const { byDay } = drawnOf(series);
  const known = byDay.get(day);
  if (known !== undefined) return known;
  const found = virtualWithin(series, { start: instant(day * DAY_MS), end: instant((day + 1) * DAY_MS) });
  byDay.set(day, found);
  return found;
}

function drawnOf(series: BookedSeries): Drawn {
  const known = drawn.get(series) ?? { byWall: new Map(), byDay: new Map() };
  drawn.set(series, known);
  return known;
}

function drawnAppointment(series: BookedSeries, occurrence: Occurrence): Appointment {
  const { byWall } = drawnOf(series);
  const known = byWall.get(occurrence.recurrenceId) ?? appointmentOf(series, occurrence);
  byWall.set(occurrence.recurrenceId, known);
  return known;
}

/** Version 0: no document yet; the first thing that happens to it makes it version 1. */
export function appointmentOf(
  series: BookedSeries,
  { recurrenceId, start }: Pick<Occurrence, 'recurrenceId' | 'start'>,
): Appointment {
  const isClaimed = start >= series.claimedFrom && start < series.claimedUntil;
  return {
    id: occurrenceId(series.id, recurrenceId),
    version: 0,
    locationId: series.locationId,
    serviceId: series.serviceId,
    clientIds: series.clientIds,
    label: series.label,
    zone: series.zone,
    start,
    end: visitEnd({ start, phases: series.phases }),
    phases: series.phases,
    bufferBeforeMinutes: series.bufferBeforeMinutes,
    bufferAfterMinutes: series.bufferAfterMinutes,
    claims: isClaimed ? [...claimsAt(series, start)] : [],
    status: 'booked',
    source: 'series',
    notes: series.notes,
    cancelReason: '',
    arrivedAt: null,
    checkedInAt: null,
    fulfilledAt: null,
    createdAt: series.createdAt,
    createdBy: series.createdBy,
    updatedAt: series.updatedAt,
    placedBy: series.placedBy,
    displacement: null,
    occurrence: { seriesId: series.id, recurrenceId: formatWall(recurrenceId) },
  };
}
