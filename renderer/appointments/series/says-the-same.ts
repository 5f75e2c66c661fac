import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';

/** Whether the visit is what its series says, whatever has happened to it: the one that it was made of, for example. */
export function saysTheSame(visit: Appointment, series: BookedSeries): boolean {
  const said = ({ serviceId, clientIds, label, notes, phases }: Appointment | BookedSeries): string =>
    JSON.stringify([
      serviceId,
      clientIds,
      label,
      notes,
      phases.map(({ minutes, resourceIds }) => [minutes, resourceIds]),
    ]);
  return said(visit) === said(series);
}
