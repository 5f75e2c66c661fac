import type { CalendarTelling } from '#shared/scheduling/calendar-scope.ts';
import type { WrittenEvent } from '#shared/calendars/write-calendar.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { holdsClaims } from '#shared/scheduling/appointment-status.ts';

type Visit = Pick<Appointment, 'status' | 'displacement'>;

/** Whether the visit is in a calendar: not when it does not take place, nor as busy time when it has no place. */
export function isTold(visit: Visit, telling: CalendarTelling): boolean {
  if (visit.status === 'cancelled' || visit.status === 'noshow') return false;
  return telling === 'names' || hasPlace(visit);
}

export function visitStatus(visit: Visit): WrittenEvent['status'] {
  return hasPlace(visit) && visit.status !== 'pending' ? 'CONFIRMED' : 'TENTATIVE';
}

function hasPlace({ status, displacement }: Visit): boolean {
  return holdsClaims[status] && displacement === null;
}
