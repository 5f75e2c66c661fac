import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { OUTBOX_SCHEMA_VERSION, type OutboxRow } from '#shared/desktop/outbox-row.ts';
import { StorageFailure } from '#shared/desktop/storage-failure.ts';

/** Both stores outlive every replica; `sequence` is the store's key generator, which a deletion never turns back (F1). */
type DeskSchema = DBSchema & {
  commands: { key: number; value: Omit<OutboxRow, 'sequence'> & { sequence?: number }; indexes: { id: string } };
  records: { key: string; value: string };
};
export type DeskDatabase = IDBPDatabase<DeskSchema>;

// IndexedDB counts its versions from 1.
const VERSION = OUTBOX_SCHEMA_VERSION + 1;

/** Opens the browser's file of the desk. @throws StorageFailure; `newer-schema` when a later program wrote it (F15). */
export async function openIndexedDb(name: string): Promise<DeskDatabase> {
  return orStorageFailure(() =>
    openDB<DeskSchema>(name, VERSION, {
      upgrade: (database) => {
        const commands = database.createObjectStore('commands', { keyPath: 'sequence', autoIncrement: true });
        commands.createIndex('id', 'id', { unique: true });
        database.createObjectStore('records');
      },
    }),
  );
}

export async function orStorageFailure<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StorageFailure) throw error;
    throw new StorageFailure(reasonOf(error), error);
  }
}

function reasonOf(error: unknown): StorageFailure['reason'] {
  const name = error instanceof Error ? error.name : '';
  if (name === 'VersionError') return 'newer-schema';
  return name === 'QuotaExceededError' ? 'disk-full' : 'storage-failed';
}
