import { type Appointment, appointmentResourceIds } from '#shared/scheduling/appointment.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { virtualWithin } from '#shared/scheduling/series/virtual-occurrences.ts';
import { type Instant, plusMinutes } from '#shared/time/instant.ts';
import type { View } from '#renderer/replica/desk.ts';

export type ClientVisits = { readonly upcoming: readonly Appointment[]; readonly past: readonly Appointment[] };

/** What this desk knows of a client's visits: the next first, and the latest of the past first. */
export function clientVisits(appointments: readonly Appointment[], clientId: string, now: Instant): ClientVisits {
  const own = appointments.filter(({ clientIds }) => clientIds.includes(clientId));
  const isAhead = ({ end, status }: Appointment): boolean => end > now && status !== 'cancelled' && status !== 'noshow';
  return {
    upcoming: own.filter(isAhead).toSorted((a, b) => a.start - b.start),
    past: own.filter((one) => !isAhead(one)).toSorted((a, b) => b.start - a.start),
  };
}

/** How far ahead the dates of a series are listed; there may be no last one. */
const LISTED_DAYS = 120;

/** The dates of series that nothing happened to yet, from now on. */
export function visitsOfSeries(series: readonly BookedSeries[], now: Instant): readonly Appointment[] {
  const ahead = { start: now, end: plusMinutes(now, LISTED_DAYS * 1_440) };
  return series.flatMap((one) => virtualWithin(one, ahead));
}

/** The soonest visit ahead of each of these clients, in one walk over the appointments. */
export function nextVisits(view: View, clientIds: ReadonlySet<string>, now: Instant): ReadonlyMap<string, Appointment> {
  const next = new Map<string, Appointment>();
  const ahead = [...view.all('series').values()].filter((series) => series.clientIds.some((id) => clientIds.has(id)));
  for (const appointment of [...view.all('appointments').values(), ...visitsOfSeries(ahead, now)]) {
    if (appointment.end <= now || appointment.status === 'cancelled' || appointment.status === 'noshow') continue;
    for (const clientId of appointment.clientIds) {
      const known = next.get(clientId);
      if (clientIds.has(clientId) && (known === undefined || appointment.start < known.start))
        next.set(clientId, appointment);
    }
  }
  return next;
}

/** "Physiotherapy · Anna Berg, Room 2". */
export function visitTitle(view: View, appointment: Appointment): string {
  const service = view.find('services', appointment.serviceId)?.name ?? '';
  const resources = appointmentResourceIds(appointment).map((id) => view.find('resources', id)?.name ?? '');
  return [service, resources.filter((name) => name !== '').join(', ')].filter((part) => part !== '').join(' · ');
}
