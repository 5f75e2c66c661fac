import { useMemo, useState, useSyncExternalStore } from 'react';
import { rebooking } from '#shared/commands/book-again.ts';
import type { BookAppointment } from '#shared/commands/book-appointment.ts';
import { offeredRepairs, type OfferedRepair } from '#shared/commands/offered-repairs.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { Place } from '#shared/scheduling/repairs.ts';
import { newId } from '#renderer/appointments/new-id.ts';
import { useDesk, useDocuments } from '#renderer/replica/desk-context.tsx';
import { contextAt } from '#renderer/timeline/foresee.ts';
import { useNow } from '#renderer/ui/use-now.ts';

type Misplaced = {
  readonly appointment: Appointment | null;
  /** Null where nobody asks for a place. */
  readonly wanted: Place | null;
  /** A refused booking has no visit yet. */
  readonly booking?: BookAppointment | null;
};

/** Up to three ways to place the visit, computed again whenever the world changes. */
export function useRepairs({ appointment, wanted, booking = null }: Misplaced): readonly OfferedRepair[] {
  const desk = useDesk();
  const { view } = desk;
  const resources = useDocuments('resources');
  const now = useNow(30_000);
  const revision = useSyncExternalStore(view.subscribe, view.revision);
  const picture = useMemo(() => ({ view, revision }), [view, revision]);
  const appointmentId = useNewIdFor(booking);
  return useMemo(() => {
    const context = { ...contextAt(desk), now };
    if (booking !== null) return rebooking({ input: booking, appointmentId, resources }, picture.view, context).repairs;
    const location = appointment === null ? null : picture.view.find('locations', appointment.locationId);
    if (appointment === null || wanted === null || location === null) return [];
    return offeredRepairs({ appointment, wanted, location, resources, now }, picture.view, context);
  }, [appointment, wanted, booking, appointmentId, picture, desk, resources, now]);
}

/** One id for each booking, so that a second press of the same key is not a second visit. */
function useNewIdFor(booking: BookAppointment | null): string {
  const [made, setMade] = useState({ of: booking?.appointmentId, id: newId() });
  if (made.of === booking?.appointmentId) return made.id;
  const next = { of: booking?.appointmentId, id: newId() };
  setMade(next);
  return next.id;
}
