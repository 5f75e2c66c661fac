import { expect, test } from 'vitest';
import {
  type Connection,
  initialSync,
  nextSync,
  type SyncEvent,
  type SyncState,
} from '#renderer/sync-status/sync-machine.ts';
import { at } from '#tests/builders/clinic.ts';

const now = at('09:00');

function after(connection: Connection, ...kinds: SyncEvent['kind'][]): Connection {
  const state: SyncState = { connection, lastSyncAt: null };
  return kinds.reduce((before, kind) => nextSync(before, { kind, now }), state).connection;
}

test('a desk is connecting until the server answers or does not', () => {
  expect(initialSync(null).connection).toBe('connecting');
  expect(after('connecting', 'reached')).toBe('online');
  expect(after('connecting', 'lost')).toBe('offline');
});

test('one lost call is enough to say offline, and one answer to say online', () => {
  expect(after('online', 'lost')).toBe('offline');
  expect(after('offline', 'reached')).toBe('online');
});

test('asking while online does not flicker', () => {
  expect(after('online', 'tried')).toBe('online');
  expect(after('offline', 'tried', 'lost')).toBe('offline');
});

test('a program that is too old stays so, cut off or not, until the server takes it again', () => {
  expect(after('online', 'protocol-refused', 'lost', 'tried')).toBe('must-update');
  expect(after('must-update', 'reached')).toBe('online');
});

test('a desk whose key is refused says so until it is enrolled or known again', () => {
  expect(after('online', 'key-refused', 'lost', 'tried', 'caught-up')).toBe('not-authorised');
  expect(after('not-authorised', 'enrolled')).toBe('connecting');
});

test('the last sync is when everything had arrived, not when something last went well', () => {
  const online = nextSync(initialSync(null), { kind: 'reached', now });
  expect(online.lastSyncAt).toBeNull();
  const synced = nextSync(online, { kind: 'caught-up', now });
  expect(nextSync(synced, { kind: 'lost', now: at('10:00') })).toEqual({ connection: 'offline', lastSyncAt: now });
});

test('a step that changes nothing returns the same state, so that screens rest', () => {
  const online = { connection: 'online' as const, lastSyncAt: now };
  expect(nextSync(online, { kind: 'reached', now })).toBe(online);
});
