import { type Instant, instant } from '#shared/time/instant.ts';

/** What time it is. The authority reads it only after its locks (F9). */
export type Clock = () => Instant;

export const systemClock: Clock = () => instant(Date.now());
