import type { Instant } from '#shared/time/instant.ts';

/** What the status pill says; derived by the pure machine in `sync-machine.ts`. */
export type SyncStatus = {
  readonly connection: 'connecting' | 'online' | 'offline' | 'must-update' | 'not-authorised';
  /** Commands saved on this desk that the server has not decided. */
  readonly unsentCount: number;
  /** When the oldest of them was made. */
  readonly oldestUnsentAt: Instant | null;
  /** When this desk last knew everything that the server knew. */
  readonly lastSyncAt: Instant | null;
  readonly conflictCount: number;
  /** False in a plain browser, where unsent work is safer in the desktop app (F20). */
  readonly isOutboxDurable: boolean;
};
