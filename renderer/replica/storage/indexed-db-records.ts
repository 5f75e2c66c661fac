import type { DeskRecords } from '#shared/desktop/outbox.ts';
import { type DeskDatabase, orStorageFailure } from '#renderer/replica/storage/indexed-db.ts';

/** The desk's small durable values in a plain browser. */
export function indexedDbRecords(database: DeskDatabase): DeskRecords {
  const open = () => database.transaction('records', 'readwrite', { durability: 'strict' });
  return {
    read: (key) => orStorageFailure(async () => (await database.get('records', key)) ?? null),
    write: (key, value) =>
      orStorageFailure(async () => {
        const transaction = open();
        await Promise.all([transaction.store.put(value, key), transaction.done]);
      }),
    remove: (key) =>
      orStorageFailure(async () => {
        const transaction = open();
        await Promise.all([transaction.store.delete(key), transaction.done]);
      }),
  };
}
