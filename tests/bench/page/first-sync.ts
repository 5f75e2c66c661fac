import { PROTOCOL_VERSION } from '#shared/replication/protocol.ts';
import { Dexie } from 'dexie';
import type { PullOutput } from '#shared/replication/protocol.ts';
import { openDesk } from '#renderer/replica/open-desk.ts';
import { until } from '#tests/bench/page/desks.ts';

export type FirstSync = { readonly ms: number; readonly documents: number };

/** A desk that has never been here: enrols, and has everything that the server has. */
export async function firstSync(name: string): Promise<FirstSync> {
  const began = performance.now();
  const desk = await openDesk({ usualName: 'Front desk', serverAddress: location.origin, name });
  await until(desk.status, ({ lastSyncAt }) => lastSyncAt !== null);
  const ms = performance.now() - began;
  const { view } = desk;
  const documents = (['appointments', 'blocks', 'clients', 'locations', 'people', 'resources', 'services'] as const)
    .map((collection) => view.all(collection).size)
    .reduce((sum, size) => sum + size, 0);
  await desk.close();
  return { ms, documents };
}

/** The same desk again, from its own disk: until the view is complete as of the last sync. */
export async function reopen(name: string): Promise<number> {
  const began = performance.now();
  const desk = await openDesk({ usualName: 'Front desk', serverAddress: location.origin, name });
  await until(desk.isLoading, (isLoading) => !isLoading);
  const ms = performance.now() - began;
  await desk.close();
  return ms;
}

/** The same documents over the same procedure into bare Dexie tables: no schema, no RxDB, no view. */
export async function dexieFirstSync(name: string, deskKey: string): Promise<FirstSync> {
  const began = performance.now();
  const database = new Dexie(name);
  const collections = ['appointments', 'blocks', 'clients', 'locations', 'people', 'resources', 'services'];
  database.version(1).stores(Object.fromEntries(collections.map((collection) => [collection, 'id'])));
  const counts = await Promise.all(collections.map((collection) => pullAll(database, collection, deskKey)));
  const ms = performance.now() - began;
  database.close();
  return { ms, documents: counts.reduce((sum, count) => sum + count, 0) };
}

async function pullAll(database: Dexie, collection: string, deskKey: string): Promise<number> {
  let checkpoint: unknown = null;
  for (let count = 0; ;) {
    const input = encodeURIComponent(JSON.stringify({ collection, checkpoint, limit: 1_000 }));
    const response = await fetch(`/trpc/replica.pull?input=${input}`, {
      headers: { authorization: `Bearer ${deskKey}`, 'x-frontdesk-protocol': String(PROTOCOL_VERSION) },
    });
    // The product's own procedure; its shape is checked where the product reads it.
    const { result } = (await response.json()) as { result: { data: PullOutput } };
    const page = result.data.documents.map(({ document }) => document);
    await database.table(collection).bulkPut(page);
    count += page.length;
    if (page.length === 0 || !result.data.isBehind) return count;
    checkpoint = result.data.checkpoint;
  }
}
