import { createRxDatabase, type RxCollection, type RxDatabase } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import type { Collection } from '#shared/scheduling/world.ts';
import type { ViewChange } from '#renderer/replica/desk.ts';
import {
  collections,
  replicaSchemaHash,
  type StoredDocument,
  storedSchema,
} from '#renderer/replica/database/replica-schema.ts';

type StoredCollections = { readonly [Name in Collection]: RxCollection<StoredDocument> };

/** The replica on disk. Disposable: what it holds can be pulled again (F15, F22). */
export type ReplicaDatabase = {
  readonly collections: StoredCollections;
  /** Everything of one collection, as of the last sync. */
  load(name: Collection): Promise<readonly ViewChange[]>;
  /** Removes documents that this desk needs no more. */
  forget(name: Collection, ids: readonly string[]): Promise<void>;
  /** Documents as they are written, in this window or another one. */
  follow(onChanges: (changes: readonly ViewChange[]) => void): () => void;
  close(): Promise<void>;
};

/** @param generation counts how often the replica was thrown away; each has a database of its own. */
export async function openReplicaDatabase(desk: string, generation: number): Promise<ReplicaDatabase> {
  const prefix = `${desk}-replica-`;
  const name = `${prefix}${replicaSchemaHash()}-${generation}`;
  const database: RxDatabase<StoredCollections> = await createRxDatabase<StoredCollections>({
    name,
    storage: getRxStorageDexie(),
    multiInstance: true,
    eventReduce: false,
    closeDuplicates: true,
  });
  await database.addCollections(Object.fromEntries(collections.map((one) => [one, { schema: storedSchema }])));
  void deleteOtherReplicas(prefix, name);
  return {
    collections: database.collections,
    load: (collection) => load(database.collections[collection], collection),
    forget: async (collection, ids) => {
      if (ids.length > 0) await database.collections[collection].bulkRemove([...ids]);
    },
    follow: (onChanges) => {
      const following = collections.map((collection) =>
        database.collections[collection].eventBulks$.subscribe(({ events }) =>
          onChanges(events.map(({ documentData }) => asChange(collection, documentData))),
        ),
      );
      return () => following.forEach((one) => one.unsubscribe());
    },
    close: async () => void (await database.close()),
  };
}

type Row = StoredDocument & { readonly _deleted: boolean | '0' | '1' };

/** Reads the table at once: RxDB's own query walks a cursor and takes many times as long. */
async function load(collection: RxCollection<StoredDocument>, name: Collection): Promise<readonly ViewChange[]> {
  // The Dexie storage's internals; their shape is checked by the test that opens a filled replica.
  const internals = collection.storageInstance.internals as Promise<{ dexieTable: { toArray(): Promise<Row[]> } }>;
  const rows = await (await internals).dexieTable.toArray();
  return rows.filter((row) => row._deleted !== true && row._deleted !== '1').map((row) => asChange(name, row));
}

function asChange(
  collection: Collection,
  row: StoredDocument & { readonly _deleted?: boolean | '0' | '1' },
): ViewChange {
  const isGone = row._deleted === true || row._deleted === '1';
  // Parsed by its schema before it was written; the database's name vouches for the schema being the same.
  return { collection, id: row.id, document: isGone ? null : JSON.parse(row.body) } as ViewChange;
}

/** Replicas of other versions of this program, and those that were thrown away. */
async function deleteOtherReplicas(prefix: string, name: string): Promise<void> {
  for (const database of await indexedDB.databases()) {
    const isReplica = database.name?.startsWith(`rxdb-dexie-${prefix}`) ?? false;
    if (isReplica && database.name !== undefined && !database.name.startsWith(`rxdb-dexie-${name}-`)) {
      indexedDB.deleteDatabase(database.name);
    }
  }
}
