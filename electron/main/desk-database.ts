import { DatabaseSync } from 'node:sqlite';
import { OUTBOX_SCHEMA_VERSION } from '#shared/desktop/outbox-row.ts';
import { StorageFailure } from '#shared/desktop/storage-failure.ts';

const SQLITE_FULL = 13;

const schema = `
  create table if not exists commands (
    sequence integer primary key autoincrement,
    id text not null unique,
    command text not null,
    state text not null,
    verdict text,
    attempts integer not null,
    dismissedBy text
  ) strict;
  create index if not exists commands_pending on commands (sequence) where state = 'pending';
  create table if not exists records (key text primary key, value text not null) strict;
`;

/**
 * Opens the desk's own file: its outbox and its records. A commit is on the platter when it returns (F20).
 * @throws StorageFailure; with `newer-schema` when a later version of the program has written it (F15).
 */
export function openDeskDatabase(file: string): DatabaseSync {
  return orStorageFailure(() => {
    const database = new DatabaseSync(file);
    database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 5000;');
    refuseNewer(database);
    database.exec(schema);
    return database;
  });
}

function refuseNewer(database: DatabaseSync): void {
  const version = database.prepare('pragma user_version').get()?.['user_version'];
  if (version === OUTBOX_SCHEMA_VERSION) return;
  database.close();
  throw new StorageFailure('newer-schema');
}

/** Runs it all or not at all. */
export function inTransaction(database: DatabaseSync, work: () => void): void {
  database.exec('begin immediate');
  try {
    work();
    database.exec('commit');
  } catch (error) {
    // A full disk may have rolled it back already.
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
}

export function orStorageFailure<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    if (error instanceof StorageFailure) throw error;
    throw new StorageFailure(isFull(error) ? 'disk-full' : 'storage-failed', error);
  }
}

function isFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && error.code === 'ENOSPC') return true;
  return 'errcode' in error && typeof error.errcode === 'number' && (error.errcode & 0xff) === SQLITE_FULL;
}
