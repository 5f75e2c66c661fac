import { type RefObject, useEffect, useRef } from 'react';

/** Puts the focus into the first field of a panel that somebody has just asked for. */
export function useFocusOnOpen(field: RefObject<HTMLElement | null>): void {
  const first = useRef(field);
  useEffect(() => {
    // A frame later: the key press that opened the panel still belongs to what had the focus.
    const frame = requestAnimationFrame(() => first.current.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
}
