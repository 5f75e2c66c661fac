import { useEffect, useMemo, useState } from 'react';
import type { Client } from '#shared/scheduling/client.ts';
import type { View } from '#renderer/replica/desk.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { ClientSearch } from '#renderer/clients/client-search.ts';

type Index = { readonly search: ClientSearch; revision: number; readonly listeners: Set<() => void> };

const indexes = new WeakMap<View, Index>();

/** Clients that match what was typed; follows the view while it is shown. */
export function useFoundClients(query: string, limit: number): readonly Client[] {
  const { view } = useDesk();
  const index = useMemo(() => indexOf(view), [view]);
  const [revision, setRevision] = useState(index.revision);
  useEffect(() => {
    const onChange = (): void => setRevision(index.revision);
    onChange();
    index.listeners.add(onChange);
    return () => void index.listeners.delete(onChange);
  }, [index]);
  // The revision stands for what the index holds: it is changed in place.
  // oxlint-disable-next-line react/exhaustive-deps
  return useMemo(() => index.search.find(query, limit), [index, query, limit, revision]);
}

/** Builds the index before somebody types; for an idle moment after the start. */
export function warmClientSearch(view: View): void {
  indexOf(view).search.find('', 1);
}

// One index for each window's view, kept in step for as long as the view lives.
function indexOf(view: View): Index {
  const known = indexes.get(view);
  if (known !== undefined) return known;
  const index: Index = { search: new ClientSearch(view.all('clients').values()), revision: 0, listeners: new Set() };
  view.subscribe((changes) => {
    let isTouched = false;
    for (const change of changes) {
      if (change.collection !== 'clients') continue;
      isTouched = true;
      if (change.document === null) index.search.remove(change.id);
      else index.search.put(change.document);
    }
    if (!isTouched) return;
    index.revision += 1;
    for (const listener of index.listeners) listener();
  });
  indexes.set(view, index);
  return index;
}
