import type { Appointment } from '#shared/scheduling/appointment.ts';
import { appointmentResourceIds } from '#shared/scheduling/appointment.ts';
import { type DayOff, dayOff } from '#shared/scheduling/availability/day-hours.ts';
import { nearestFirst } from '#shared/scheduling/nearest-first.ts';
import { isOpenThroughout, locationHours, resourceHours } from '#shared/scheduling/opening-hours.ts';
import { place } from '#shared/scheduling/place.ts';
import { type Visit, visitEnd } from '#shared/scheduling/visit-claims.ts';
import type { World } from '#shared/scheduling/world.ts';
import { type Instant, plusMinutes } from '#shared/time/instant.ts';
import { localDate } from '#shared/time/local.ts';

const MOST_AWAY_MS = 24 * 3_600_000;

/** Whose hours a visit would be outside of; `location` when the house itself is closed. */
export function closedFor(
  { start, phases, locationId }: Pick<Visit, 'start' | 'phases'> & Pick<Appointment, 'locationId'>,
  world: World,
): readonly string[] {
  const location = world.find('locations', locationId);
  if (location === null) return [];
  const span = { start, end: visitEnd({ start, phases }) };
  if (!isOpenThroughout(locationHours(location), span)) return ['location'];
  return appointmentResourceIds({ phases }).filter((id) => {
    const resource = world.find('resources', id);
    return resource !== null && !isOpenThroughout(resourceHours(resource, location), span);
  });
}

/** Why the house is shut on the day of an occurrence, where it is the whole day; of two days, the first that is. */
export function dayOffFor({ start, phases, locationId }: Appointment, world: World): DayOff | null {
  const location = world.find('locations', locationId);
  if (location === null) return null;
  const last = plusMinutes(visitEnd({ start, phases }), -1);
  const dates = [localDate(start, location.zone), localDate(last, location.zone)];
  return dates.reduce<DayOff | null>((found, date) => found ?? dayOff(locationHours(location), date), null);
}

/** The nearest start within a day at which all is free and open, later before earlier; null when there is none. */
export function nearestFree(occurrence: Appointment, world: World, now: Instant): Instant | null {
  for (const start of nearestFirst(occurrence.start, now, occurrence.zone)) {
    if (Math.abs(start - occurrence.start) > MOST_AWAY_MS) return null;
    const moved = { ...occurrence, start };
    if (place(moved, world, occurrence.id).kind === 'placed' && closedFor(moved, world).length === 0) return start;
  }
  return null;
}
