import { createContext, type ReactNode, useCallback, useContext, useMemo, useState, useSyncExternalStore } from 'react';
import { must } from '#shared/lib/must.ts';
import type { Collection, Documents } from '#shared/scheduling/world.ts';
import type { Desk, View, ViewChange } from '#renderer/replica/desk.ts';
import type { Store } from '#renderer/replica/store.ts';

const DeskContext = createContext<Desk | null>(null);

export function DeskProvider({ desk, children }: { readonly desk: Desk; readonly children: ReactNode }): ReactNode {
  return <DeskContext value={desk}>{children}</DeskContext>;
}

export function useDesk(): Desk {
  return must(useContext(DeskContext), 'useDesk() is called outside of <DeskProvider>');
}

/** The store's value; draws again when it changes. */
export function useStore<Value>(store: Store<Value>): Value {
  return useSyncExternalStore(store.subscribe, store.get);
}

/** One document as it is now, pending commands included; null while the id is null or the desk does not have it. */
export function useDocument<Name extends Collection>(collection: Name, id: string | null): Documents[Name] | null {
  const { view } = useDesk();
  const subscribe = useCallback(
    (onChange: () => void) =>
      view.subscribe((changes) => {
        const isAbout = (change: ViewChange): boolean =>
          change.collection === collection
            ? change.id === id
            : // An occurrence that nothing happened to is what its series says.
              collection === 'appointments' && change.collection === 'series';
        if (changes.some(isAbout)) onChange();
      }),
    [view, collection, id],
  );
  return useSyncExternalStore(subscribe, () => (id === null ? null : view.find(collection, id)));
}

/** Every document of a collection, in no order; a new array only after one of them has changed. */
export function useDocuments<Name extends Collection>(collection: Name): readonly Documents[Name][] {
  const { view } = useDesk();
  const revision = useSyncExternalStore(view.subscribe, () => view.collectionRevision(collection));
  // The revision stands for what `all` holds: its map is changed in place.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => [...view.all(collection).values()], [view, collection, revision]);
}

/**
 * What a pure selector reads from the view; runs once for each change of the view and draws again only when its result
 * is another one. A selector that makes arrays needs an `isSame`, or it draws at every change. Keep both stable.
 */
export function useView<Value>(
  select: (view: View) => Value,
  isSame: (a: Value, b: Value) => boolean = Object.is,
): Value {
  const { view } = useDesk();
  const [cell] = useState((): Cell<Value> => ({ of: null }));
  return useSyncExternalStore(view.subscribe, () => {
    const revision = view.revision();
    const last = cell.of;
    if (last?.view === view && last.select === select && last.revision === revision) return last.value;
    const next = select(view);
    const value = last !== null && isSame(last.value, next) ? last.value : next;
    cell.of = { view, select, revision, value };
    return value;
  });
}

type Cell<Value> = {
  of: {
    readonly view: View;
    readonly select: (view: View) => Value;
    readonly revision: number;
    readonly value: Value;
  } | null;
};
