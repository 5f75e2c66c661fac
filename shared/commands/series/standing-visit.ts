import { z } from 'zod';
import { idSchema } from '#shared/lib/text.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { isExpected } from '#shared/scheduling/appointment-status.ts';
import { occurrenceNamed } from '#shared/scheduling/recurrence/occurrences.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { wholePattern } from '#shared/scheduling/series/series-pattern.ts';
import { visitEnd } from '#shared/scheduling/visit-claims.ts';
import type { World } from '#shared/scheduling/world.ts';
import { mustBeWall } from '#shared/time/wall.ts';

/** Visits that the series were made of, and that go where their series goes (SR15). */
export const takenVisitsSchema = z.array(idSchema).max(20).optional();

/**
 * Whether a visit that a series was made of (SR13) is still where its series says, with the resources and the minutes
 * that it says: then a change of the series means it too. One that came out of a series goes its own way (SR8).
 */
export function isStanding(visit: Appointment, series: BookedSeries): boolean {
  if (!wasAdopted(visit, series) || visit.displacement !== null) return false;
  return isExpected(visit) && visit.start === startByRule(visit, series) && hasPhasesOf(visit, series);
}

/** Whether it was there before its series, and became a date of it. */
export function wasAdopted({ source, occurrence }: Appointment, { id }: Pick<BookedSeries, 'id'>): boolean {
  return source !== 'series' && occurrence?.seriesId === id;
}

function hasPhasesOf(visit: Pick<Appointment, 'phases'>, series: Pick<BookedSeries, 'phases'>): boolean {
  const said = ({ phases }: Pick<Appointment, 'phases'>): unknown =>
    phases.map(({ minutes, resourceIds }) => [minutes, resourceIds]);
  return isSame(said(visit), said(series));
}

/** Those among the ids that stand, of the exceptions of these series. */
export function standingVisits(
  series: readonly BookedSeries[],
  ids: readonly string[] | undefined,
  world: Pick<World, 'find'>,
): readonly Appointment[] {
  return series.flatMap((one) =>
    one.exceptions
      .filter(({ appointmentId }) => ids?.includes(appointmentId) === true)
      .flatMap(({ appointmentId }) => world.find('appointments', appointmentId) ?? [])
      .filter((visit) => isStanding(visit, one)),
  );
}

const visitFields = [
  'locationId',
  'serviceId',
  'clientIds',
  'label',
  'notes',
  'bufferBeforeMinutes',
  'bufferAfterMinutes',
] as const;
type VisitTerms = Pick<BookedSeries, (typeof visitFields)[number]>;

/** The visit with what it had in common with its series as `to` has it; what is its own stays its own. */
export function sharing(visit: Appointment, from: VisitTerms, to: VisitTerms): Appointment {
  const common = visitFields.filter((field) => isSame(visit[field], from[field]));
  return { ...visit, ...Object.fromEntries(common.map((field) => [field, to[field]])) };
}

/** The visit as the changed series says it, on the date that is its own there; its claims are still those it had. */
export function takenAlong(visit: Appointment, from: BookedSeries, to: BookedSeries): Appointment {
  const recurrenceId = to.exceptions.find(({ appointmentId }) => appointmentId === visit.id)?.recurrenceId;
  const occurrence = recurrenceId === undefined ? visit.occurrence : { seriesId: to.id, recurrenceId };
  const next: Appointment = { ...sharing(visit, from, to), phases: [...to.phases], ...(occurrence && { occurrence }) };
  const start = startByRule(next, to) ?? visit.start;
  return { ...next, start, end: visitEnd({ start, phases: next.phases }) };
}

function startByRule({ occurrence }: Appointment, series: BookedSeries): Appointment['start'] | null {
  const name = occurrence === undefined ? null : mustBeWall(occurrence.recurrenceId);
  return name === null ? null : (occurrenceNamed(wholePattern(series), name)?.start ?? null);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
