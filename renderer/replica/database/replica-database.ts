import { createRxDatabase, type RxCollection, type RxDatabase } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import type { Collection } from '#shared/scheduling/world.ts';
import type { ViewChange } from '#renderer/replica/desk.ts';
import { muteAdvertisement } from '#renderer/replica/database/mute-advertisement.ts';
import { asChange } from '#renderer/replica/database/read-replica.ts';
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
  /** Removes documents that this desk needs no more. */
  forget(name: Collection, ids: readonly string[]): Promise<void>;
  /** Documents as they are written, in this window or another one. */
  follow(onChanges: (changes: readonly ViewChange[]) => void): () => void;
  close(): Promise<void>;
};

/** @param generation counts how often the replica was thrown away; each has a database of its own. */
export function replicaName(desk: string, generation: number): string {
  return `${prefixOf(desk)}${replicaSchemaHash()}-${generation}`;
}

export async function openReplicaDatabase(desk: string, generation: number): Promise<ReplicaDatabase> {
  const name = replicaName(desk, generation);
  muteAdvertisement();
  const database: RxDatabase<StoredCollections> = await createRxDatabase<StoredCollections>({
    name,
    storage: getRxStorageDexie(),
    multiInstance: true,
    eventReduce: false,
    closeDuplicates: true,
  });
  await database.addCollections(Object.fromEntries(collections.map((one) => [one, { schema: storedSchema }])));
  void deleteOtherReplicas(prefixOf(desk), name);
  return {
    collections: database.collections,
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

/** Replicas of other versions of this program, and those that were thrown away. */
async function deleteOtherReplicas(prefix: string, name: string): Promise<void> {
  for (const database of await indexedDB.databases()) {
    const isReplica = database.name?.startsWith(`rxdb-dexie-${prefix}`) ?? false;
    if (isReplica && database.name !== undefined && !database.name.startsWith(`rxdb-dexie-${name}-`)) {
      indexedDB.deleteDatabase(database.name);
    }
  }
}

function prefixOf(desk: string): string {
  return `${desk}-replica-`;
}
