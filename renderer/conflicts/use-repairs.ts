import { useMemo, useState, useSyncExternalStore } from 'react';
import { rebooking } from '#shared/commands/book-again.ts';
import type { BookAppointment } from '#shared/commands/book-appointment.ts';
import { offeredRepairs, type OfferedRepair } from '#shared/commands/offered-repairs.ts';
import type { World } from '#shared/scheduling/world.ts';
import { type RankedRepair, rankedRepairs } from '#renderer/conflicts/ranked-repairs.ts';
import { useOffering } from '#renderer/leases/use-offering.ts';
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
export function useRepairs({ appointment, wanted, booking = null }: Misplaced): readonly RankedRepair[] {
  const desk = useDesk();
  const { view } = desk;
  const resources = useDocuments('resources');
  const now = useNow(30_000);
  const offering = useOffering();
  // The view is changed in place: another number is another picture.
  const revision = useSyncExternalStore(view.subscribe, view.revision);
  const picture = useMemo(() => ({ world: view, offering, revision }), [view, offering, revision]);
  const appointmentId = useNewIdFor(booking);
  return useMemo(() => {
    const context = { ...contextAt(desk), now };
    const find = (world: World): readonly OfferedRepair[] => {
      if (booking !== null) return rebooking({ input: booking, appointmentId, resources }, world, context).repairs;
      const location = appointment === null ? null : world.find('locations', appointment.locationId);
      if (appointment === null || wanted === null || location === null) return [];
      return offeredRepairs({ appointment, wanted, location, resources, now }, world, context);
    };
    return rankedRepairs(find, { ...picture, context });
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
