import { type Instant, instant } from '#shared/time/instant.ts';

const KEY = 'frontdesk.clock-floor';
const WRITE_EVERY_MS = 1_000;

/** Where the floor outlives the program. */
export type FloorStore = { read(): number; write(floor: number): void };

/**
 * A clock that never runs backwards, not over a restart either. When the computer's clock is set back it runs on from
 * where it was, at the computer's pace.
 */
export function monotonicClock(wall: () => number, store: FloorStore): () => number {
  let ahead = Math.max(0, store.read() - wall());
  let last = 0;
  let written = 0;
  return () => {
    const now = wall();
    if (now + ahead < last) ahead = last - now;
    last = now + ahead;
    if (last - written >= WRITE_EVERY_MS) {
      written = last;
      store.write(last);
    }
    return last;
  };
}

/**
 * Puts a persisted floor under `Date.now`, by which RxDB stamps what it writes (F1). Call it before RxDB is loaded.
 * `new Date()` stays the computer's own clock.
 */
export function installMonotonicClock(): void {
  if (isInstalled) return;
  isInstalled = true;
  Date.now = monotonicClock(wallClock, {
    read: () => Number(localStorage.getItem(KEY)) || 0,
    write: (floor) => localStorage.setItem(KEY, String(floor)),
  });
}
let isInstalled = false;

/** What the computer's clock shows, right or wrong: the desk's time on commands and on screens. */
export function wallClock(): Instant {
  return instant(new Date().getTime());
}
