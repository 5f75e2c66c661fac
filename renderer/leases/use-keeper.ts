import { wishesByResource } from '#shared/scheduling/visit-claims.ts';
import { overlaps } from '#shared/time/interval.ts';
import { useDesk, useStore } from '#renderer/replica/desk-context.tsx';
import type { HoldPlacement } from '#renderer/replica/holds/hold-model.ts';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';

/** The other desk that some of this time is kept for, by its name; null where there is none, as far as this desk has heard. */
export function useKeeper(placement: HoldPlacement | null): string | null {
  const desk = useDesk();
  const { others } = useStore(desk.leases);
  if (placement === null) return null;
  const wishes = [...wishesByResource(placement).values()].flat();
  const lease = others.find(
    (one) =>
      one.expiresAt > desk.serverNow() &&
      wishes.some((wish) => wish.resourceId === one.resourceId && overlaps(wish, one)),
  );
  return lease === undefined ? null : withoutOverrides(lease.deskName);
}
