import { useMemo } from 'react';
import { useDesk, useStore } from '#renderer/replica/desk-context.tsx';

/** What the clinic's desks are called now, by their ids; what was written down before may have an older name (DN2). */
export function useDeskNames(): ReadonlyMap<string, string> {
  const { desks } = useStore(useDesk().leases);
  return useMemo(() => new Map(desks.map(({ id, name }) => [id, name])), [desks]);
}
