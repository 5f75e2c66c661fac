import { place } from '#shared/scheduling/place.ts';
import { useDesk, useStore } from '#renderer/replica/desk-context.tsx';
import type { HoldPlacement } from '#renderer/replica/holds/hold-model.ts';
import type { Guarantee } from '#renderer/replica/leases/guarantee.ts';

/** What this desk could promise about a visit that is not booked yet; null where it has no place. */
export function usePromise(placement: HoldPlacement | null): Guarantee | null {
  const desk = useDesk();
  useStore(desk.leases);
  if (placement === null) return null;
  const id = placement.appointmentId ?? '';
  const placed = place(placement, desk.view, id);
  return placed.kind === 'taken' ? null : desk.guaranteeOf({ id, claims: placed.claims });
}
