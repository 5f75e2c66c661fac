import { useMemo, useSyncExternalStore } from 'react';
import type { World } from '#shared/scheduling/world.ts';
import { useDesk, useStore } from '#renderer/replica/desk-context.tsx';
import { offeringWorld } from '#renderer/replica/view/offering-world.ts';
import { useNow } from '#renderer/ui/use-now.ts';

/** Where suggestions are looked for; another object whenever something in it changed. */
export function useOffering(): World {
  const desk = useDesk();
  const { view } = desk;
  const { others } = useStore(desk.leases);
  const holds = useStore(desk.heldHere);
  const revision = useSyncExternalStore(view.subscribe, view.revision);
  const minute = useNow(60_000);
  return useMemo(() => {
    const picture = { revision, minute, world: view };
    return offeringWorld(picture.world, { leases: others, holds, now: desk.serverNow() });
  }, [desk, view, others, holds, revision, minute]);
}
