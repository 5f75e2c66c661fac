import { useEffect, useState } from 'react';
import type { Instant } from '#shared/time/instant.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';

/** The desk's clock, read again every so many milliseconds. */
export function useNow(everyMs: number): Instant {
  const desk = useDesk();
  const [now, setNow] = useState(() => desk.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(desk.now()), everyMs);
    return () => clearInterval(timer);
  }, [desk, everyMs]);
  return now;
}
