import type { DatabaseSync } from 'node:sqlite';
import { orStorageFailure } from '#electron/main/desk-database.ts';
import type { DeskRecords } from '#shared/desktop/outbox.ts';

/** The desk's small durable values, in the same file as its outbox. */
export function sqliteRecords(database: DatabaseSync): DeskRecords {
  const select = database.prepare('select value from records where key = ?');
  const upsert = database.prepare(
    'insert into records (key, value) values (?, ?) on conflict (key) do update set value = excluded.value',
  );
  const remove = database.prepare('delete from records where key = ?');
  return {
    read: async (key) =>
      orStorageFailure(() => {
        const value = select.get(key)?.['value'];
        return typeof value === 'string' ? value : null;
      }),
    write: async (key, value) => orStorageFailure(() => void upsert.run(key, value)),
    remove: async (key) => orStorageFailure(() => void remove.run(key)),
  };
}
