import { useEffect, useState } from 'react';
import type { Instant } from '#shared/time/instant.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';

/** Whole seconds until then by the server's clock, never below 0; read again as each one passes. */
export function useSecondsUntil(until: Instant): number {
  const desk = useDesk();
  const [now, setNow] = useState(() => desk.serverNow());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tick = (): void => {
      const next = desk.serverNow();
      setNow(next);
      // Just after the second changes, so that none is skipped or shown twice.
      if (next < until) timer = setTimeout(tick, ((until - next) % 1_000 || 1_000) + 5);
    };
    tick();
    return () => clearTimeout(timer);
  }, [desk, until]);
  return Math.max(0, Math.ceil((until - now) / 1_000));
}

/** `4:05`. */
export function countdownText(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
