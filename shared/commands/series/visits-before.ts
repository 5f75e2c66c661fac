import { z } from 'zod';
import type { SeriesDecision } from '#shared/commands/series/series-decision.ts';
import { sharing, standingVisits } from '#shared/commands/series/standing-visit.ts';
import { idSchema } from '#shared/lib/text.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { appointmentStatusSchema, isExpected } from '#shared/scheduling/appointment-status.ts';
import { type BookedSeries, seriesVisitFields } from '#shared/scheduling/series/booked-series.ts';
import { visitEnd } from '#shared/scheduling/visit-claims.ts';
import type { World } from '#shared/scheduling/world.ts';
import { type Instant, instantSchema } from '#shared/time/instant.ts';
import { formatWall, mustBeWall, wall } from '#shared/time/wall.ts';
import { resolveWall } from '#shared/time/wall-clock.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';

/** A visit that went with its series, as it shall be again. */
const visitBeforeSchema = z.strictObject({
  appointmentId: idSchema,
  /** Where the change put it: one that is somewhere else by now stays there. */
  from: instantSchema,
  start: instantSchema,
  ...seriesVisitFields,
});
export type VisitBefore = z.infer<typeof visitBeforeSchema>;

export const visitsBeforeSchema = z.array(visitBeforeSchema).max(20).optional();

export const revivedSchema = z.strictObject({ appointmentId: idSchema, status: appointmentStatusSchema });
type Revived = z.infer<typeof revivedSchema>;

type Changing = {
  readonly series: readonly BookedSeries[];
  readonly takes: readonly string[] | undefined;
  readonly shiftMs: number;
  readonly decisions: readonly SeriesDecision[];
};

/** What puts back the visits that a change of these series takes along, judged by the world before it. */
export function visitsBefore(
  changing: Changing,
  before: World,
): { readonly visits: readonly VisitBefore[]; readonly revived: readonly Revived[] } {
  const taken = standingVisits(changing.series, changing.takes, before).map((visit) => ({
    visit,
    decision: changing.decisions.find(({ recurrenceId }) => recurrenceId === nameAfter(visit, changing)),
  }));
  return {
    visits: taken.flatMap(({ visit, decision }) => {
      if (decision?.kind === 'skip') return [];
      return [visitBefore(visit, decision?.kind === 'shift' ? decision.start : startAfter(visit, changing))];
    }),
    revived: taken.flatMap(({ visit: { id, status }, decision }) =>
      decision?.kind === 'skip' ? [{ appointmentId: id, status }] : [],
    ),
  };
}

/** @param from where it will be found. */
export function visitBefore(visit: Appointment, from: Instant): VisitBefore {
  const { id, start, locationId, serviceId, clientIds, label, notes, phases } = visit;
  const { bufferBeforeMinutes, bufferAfterMinutes } = visit;
  return {
    ...{ appointmentId: id, from, start, locationId, serviceId, clientIds, label, notes },
    ...{ phases: phases.map((phase) => ({ ...phase })), bufferBeforeMinutes, bufferAfterMinutes },
  };
}

/** The visit as it shall be again; null where something has happened to it since. What others have noted stays. */
export function visitAgain(
  { appointmentId, from, start, ...terms }: VisitBefore,
  series: readonly BookedSeries[],
  world: Pick<World, 'find'>,
): Appointment | null {
  const visit = world.find('appointments', appointmentId);
  const current = series.find(({ id }) => id === visit?.occurrence?.seriesId);
  if (visit === null || current === undefined || visit.start !== from || !isExpected(visit)) return null;
  const again = { ...sharing(visit, current, terms), phases: terms.phases, start };
  return { ...again, end: visitEnd(again) };
}

function nameAfter({ occurrence }: Appointment, { shiftMs }: Changing): string {
  return formatWall(wall(mustBeWall(occurrence?.recurrenceId ?? '') + shiftMs));
}

function startAfter(visit: Appointment, changing: Changing): Instant {
  if (changing.shiftMs === 0) return visit.start;
  return resolveWall(mustBeWall(nameAfter(visit, changing)), zoneClock(visit.zone)).instant ?? visit.start;
}
