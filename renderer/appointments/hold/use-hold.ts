import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { HoldHandle } from '#renderer/replica/holds/hold-handle.ts';
import type { HoldPlacement, HoldState } from '#renderer/replica/holds/hold-model.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { createStore } from '#renderer/replica/store.ts';

export type ChosenHold = {
  readonly placement: HoldPlacement | null;
  readonly state: HoldState;
  /** Null for the moment in which the form opens. */
  readonly handle: HoldHandle | null;
};

/** Holds what the form has chosen, for as long as the form is there. Null: nothing that could be held. */
export function useHold(placement: HoldPlacement | null): ChosenHold {
  const desk = useDesk();
  const [handle, setHandle] = useState<HoldHandle | null>(null);
  const key = JSON.stringify(placement);
  const wanted = useRef(placement);
  wanted.current = placement;
  useEffect(() => {
    const opened = desk.openHold();
    setHandle(opened);
    return () => opened.close();
  }, [desk]);
  // The key stands for the placement, which is made anew with every drawing.
  useEffect(() => handle?.choose(wanted.current), [handle, key]);
  const { get, subscribe } = handle?.state ?? nothing;
  return { placement, state: useSyncExternalStore(subscribe, get), handle };
}

const nothing = createStore<HoldState>({ kind: 'none' });
