import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for a random time, so that those who met do not meet again. */
export type Pause = (longestMs: number) => Promise<void>;

export const pauseAtRandom: Pause = (longestMs) => sleep(Math.random() * longestMs);
