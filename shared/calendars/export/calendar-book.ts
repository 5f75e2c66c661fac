import type { CalendarScope } from '#shared/scheduling/calendar-scope.ts';
import type { Appointment, Phase } from '#shared/scheduling/appointment.ts';
import type { Documents } from '#shared/scheduling/world.ts';

/** The documents that a calendar is written of; appointments that a series names as its exceptions are among them. */
export type CalendarBook = {
  readonly [Name in Exclude<keyof Documents, 'people'>]: readonly Documents[Name][];
};

type Visit = Pick<Appointment, 'locationId' | 'clientIds'> & { readonly phases: readonly Phase[] };

/** Whether an appointment or a series belongs to the calendar. */
export function isVisitOf({ kind, id }: CalendarScope, visit: Visit): boolean {
  if (kind === 'location') return visit.locationId === id;
  if (kind === 'client') return visit.clientIds.includes(id);
  return visit.phases.some(({ resourceIds }) => resourceIds.includes(id));
}

/** The name that the calendar shows; null when there is no such resource, client or location. */
export function nameOfScope({ kind, id }: CalendarScope, book: CalendarBook): string | null {
  const among = { resource: book.resources, client: book.clients, location: book.locations }[kind];
  return among.find((one) => one.id === id)?.name ?? null;
}
