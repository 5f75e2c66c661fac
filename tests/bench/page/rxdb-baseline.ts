import { createRxDatabase, type RxCollection } from 'rxdb';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';

/** A booking as a plain RxDB application would keep it: one document, no command. */
export type PlainBooking = { id: string; resourceId: string; start: number; end: number; notes: string };

/** A collection as RxDB's own guides make one, on the same storage as ours. */
export async function plainCollection(name: string): Promise<RxCollection<PlainBooking>> {
  const database = await createRxDatabase({ name, storage: getRxStorageDexie() });
  const { bookings } = await database.addCollections({
    bookings: {
      schema: {
        version: 0,
        primaryKey: 'id',
        type: 'object',
        properties: {
          id: { type: 'string', maxLength: 36 },
          resourceId: { type: 'string' },
          start: { type: 'number' },
          end: { type: 'number' },
          notes: { type: 'string' },
        },
        required: ['id', 'resourceId', 'start', 'end', 'notes'],
      },
    },
  });
  // The library types collections by what was asked of it above.
  return bookings as unknown as RxCollection<PlainBooking>;
}

export function plainBooking(number: number): PlainBooking {
  return {
    id: crypto.randomUUID(),
    resourceId: `r${number % 12}`,
    start: number * 300_000,
    end: number * 300_000 + 300_000,
    notes: '',
  };
}
