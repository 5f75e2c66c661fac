import type { Collection } from '#shared/scheduling/world.ts';
import type { ViewChange } from '#renderer/replica/desk.ts';
import { collections, type StoredDocument } from '#renderer/replica/database/replica-schema.ts';
import type { DeskView } from '#renderer/replica/view/desk-view.ts';

/** A row of RxDB's Dexie storage, which keeps `_deleted` as a text where it is indexed. */
export type StoredRow = StoredDocument & { readonly _deleted?: boolean | '0' | '1' };

/**
 * Reads the replica straight from its tables, before RxDB is even open: with 10,000 documents that is several times
 * faster than its queries, and a person is waiting for the day to appear.
 * @param name of the RxDB database. What the view has already is not parsed again.
 */
export async function readReplica(name: string, view: DeskView): Promise<void> {
  const known = new Set((await indexedDB.databases()).map((database) => database.name));
  const reads = collections.map((collection) => {
    const table = `rxdb-dexie-${name}--0--${collection}`;
    // Opening what is not there would make it, in a version that Dexie does not expect.
    return known.has(table) ? readAll(table) : Promise.resolve([]);
  });
  for (const [at, collection] of collections.entries()) {
    const rows = (await reads[at]) ?? [];
    const news = rows.filter((row) =>
      isGone(row) ? view.view.find(collection, row.id) !== null : row.version > view.versionOf(collection, row.id),
    );
    view.applyReplica(news.map((row) => asChange(collection, row)));
  }
}

export function asChange(collection: Collection, row: StoredRow): ViewChange {
  // Parsed by its schema before it was written; the database's name vouches for the schema being the same.
  return { collection, id: row.id, document: isGone(row) ? null : JSON.parse(row.body) } as ViewChange;
}

function isGone({ _deleted }: StoredRow): boolean {
  return _deleted === true || _deleted === '1';
}

function readAll(table: string): Promise<readonly StoredRow[]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(table);
    opening.onerror = () => reject(opening.error ?? new Error(`cannot open ${table}`));
    opening.onsuccess = () => {
      const database = opening.result;
      const request: IDBRequest<StoredRow[]> = database.transaction('docs').objectStore('docs').getAll();
      request.onsuccess = () => {
        database.close();
        resolve(request.result);
      };
      request.onerror = () => {
        database.close();
        reject(request.error ?? new Error(`cannot read ${table}`));
      };
    };
  });
}
