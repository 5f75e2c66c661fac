import { useMemo, useSyncExternalStore } from 'react';
import { offeredRepairs, type OfferedRepair } from '#shared/commands/offered-repairs.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { Place } from '#shared/scheduling/repairs.ts';
import { useDesk, useDocuments } from '#renderer/replica/desk-context.tsx';
import { contextAt } from '#renderer/timeline/foresee.ts';
import { useNow } from '#renderer/ui/use-now.ts';

/** Up to three ways to place the visit, as things are now; none where nobody asks (`wanted` is null). */
export function useRepairs(appointment: Appointment | null, wanted: Place | null): readonly OfferedRepair[] {
  const desk = useDesk();
  const { view } = desk;
  const resources = useDocuments('resources');
  const now = useNow(30_000);
  const revision = useSyncExternalStore(view.subscribe, view.revision);
  const picture = useMemo(() => ({ view, revision }), [view, revision]);
  return useMemo(() => {
    const location = appointment === null ? null : picture.view.find('locations', appointment.locationId);
    if (appointment === null || wanted === null || location === null) return [];
    const context = { ...contextAt(desk), now };
    return offeredRepairs({ appointment, wanted, location, resources, now }, picture.view, context);
  }, [appointment, wanted, picture, desk, resources, now]);
}
