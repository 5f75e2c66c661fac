/** A value that changes: the shape that React's `useSyncExternalStore` reads. */
export type Store<Value> = {
  get(): Value;
  /** Calls the listener after each change, until the returned function is called. */
  subscribe(listener: () => void): () => void;
};

export type WritableStore<Value> = Store<Value> & { set(next: Value): void };

export function createStore<Value>(initial: Value): WritableStore<Value> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
