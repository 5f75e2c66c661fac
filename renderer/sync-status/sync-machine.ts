import type { Instant } from '#shared/time/instant.ts';
import type { SyncStatus } from '#renderer/sync-status/sync-status.ts';

/*
 *            tried                 reached
 *   offline ────────▶ connecting ───────────▶ online
 *      ▲                  │                     │
 *      └────── lost ──────┴──────── lost ───────┘
 *
 *   any state ── protocol-refused ──▶ must-update      (outbox kept; leaves by `reached`)
 *   any state ── key-refused ──────▶ not-authorised    (outbox kept; leaves by `reached` or `enrolled`)
 */

export type Connection = SyncStatus['connection'];

export type SyncState = {
  readonly connection: Connection;
  /** When this desk last held everything that the server had. */
  readonly lastSyncAt: Instant | null;
};

export type SyncEvent = {
  readonly kind:
    /** A person or the computer's network asks to try at once. */
    | 'tried'
    /** The server answered a call, or said hello on the stream. */
    | 'reached'
    /** A call or the stream failed on its way, or the server failed at it. */
    | 'lost'
    /** Every collection holds what the server had. */
    | 'caught-up'
    /** 426: the server speaks another protocol. */
    | 'protocol-refused'
    /** 401: the server does not know this desk's key. */
    | 'key-refused'
    /** The desk has a new key. */
    | 'enrolled';
  readonly now: Instant;
};

type Step = (state: SyncState, event: SyncEvent) => SyncState;

const stay: Step = (state) => state;
const to =
  (connection: Connection): Step =>
  (state) =>
    state.connection === connection ? state : { ...state, connection };
const synced =
  (connection: Connection): Step =>
  (_, { now }) => ({ connection, lastSyncAt: now });

const always = { 'protocol-refused': to('must-update'), 'key-refused': to('not-authorised') } as const;

const table: Readonly<Record<Connection, Readonly<Record<SyncEvent['kind'], Step>>>> = {
  connecting: {
    ...always,
    tried: stay,
    reached: to('online'),
    lost: to('offline'),
    'caught-up': synced('online'),
    enrolled: stay,
  },
  online: {
    ...always,
    tried: stay,
    reached: stay,
    lost: to('offline'),
    'caught-up': synced('online'),
    enrolled: stay,
  },
  offline: {
    ...always,
    tried: to('connecting'),
    reached: to('online'),
    lost: stay,
    // The last page of a pull may be written down after the line was cut.
    'caught-up': synced('offline'),
    enrolled: to('connecting'),
  },
  'must-update': {
    ...always,
    tried: stay,
    reached: to('online'),
    // Being cut off as well does not make the program any newer.
    lost: stay,
    'caught-up': synced('online'),
    enrolled: stay,
  },
  'not-authorised': {
    ...always,
    tried: stay,
    reached: to('online'),
    lost: stay,
    'caught-up': synced('not-authorised'),
    enrolled: to('connecting'),
  },
};

export function initialSync(lastSyncAt: Instant | null): SyncState {
  return { connection: 'connecting', lastSyncAt };
}

export function nextSync(state: SyncState, event: SyncEvent): SyncState {
  return table[state.connection][event.kind](state, event);
}
