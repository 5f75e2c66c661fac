import { type RefObject, useEffect, useRef } from 'react';
import { type LocalDate, localDate } from '#shared/time/local.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import type { Board } from '#renderer/timeline/board.tsx';

const CHECK_MS = 10_000;

/**
 * Where today is shown, today goes on being shown: after midnight at the location, on a computer that slept, and at a
 * location where it is another day. A day that somebody chose stays.
 * @returns the day that was today when it last looked.
 */
export function useRollover(
  { desk, drag }: Board,
  zone: ZoneId,
  setDate: (next: (shown: LocalDate) => LocalDate) => void,
): RefObject<LocalDate | null> {
  const today = useRef<LocalDate | null>(null);
  useEffect(() => {
    const check = (): void => {
      // What is in hand would lose its row and its day.
      if (drag.held.get() !== null) return;
      const next = localDate(desk.now(), zone);
      const before = today.current;
      today.current = next;
      if (before !== null && before !== next) setDate((shown) => (shown === before ? next : shown));
    };
    check();
    const timer = setInterval(check, CHECK_MS);
    document.addEventListener('visibilitychange', check);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', check);
    };
  }, [desk, drag, zone, setDate]);
  return today;
}
