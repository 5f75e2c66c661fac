import { afterEach, expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { checkpointSchema } from '#shared/replication/protocol.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { readReplica } from '#renderer/replica/database/read-replica.ts';
import { openReplicaDatabase, type ReplicaDatabase, replicaName } from '#renderer/replica/database/replica-database.ts';
import { type ReplicaSync, startReplicaSync } from '#renderer/replica/database/replica-sync.ts';
import { DeskView } from '#renderer/replica/view/desk-view.ts';
import { booking } from '#tests/builders/booking.ts';
import { ChangeFeed } from '#tests/builders/change-feed.ts';
import { at, clinic, clinicWorld, context, id, resource } from '#tests/builders/clinic.ts';

type Opened = {
  readonly name: string;
  readonly database: ReplicaDatabase;
  readonly sync: ReplicaSync;
  readonly view: DeskView;
  readonly faults: string[];
  caughtUp(): Promise<void>;
  close(): Promise<void>;
};

const opened = new Set<Opened>();
afterEach(async () => {
  for (const one of opened) await one.close();
});

function newName(): string {
  return `replica-test-${crypto.randomUUID()}`;
}

/** A replica that follows the feed, as a desk's does. */
async function open(name: string, feed: Pick<ChangeFeed, 'pull'>, generation = 0): Promise<Opened> {
  const view = new DeskView();
  await readReplica(replicaName(name, generation), view);
  const database = await openReplicaDatabase(name, generation);
  const unfollow = database.follow((changes) => view.applyReplica(changes));
  const faults: string[] = [];
  let onCaughtUp = (_tick: number): void => {};
  const sync = startReplicaSync(database, {
    // As over the wire: what is no checkpoint is none.
    pull: async (collection, checkpoint) => feed.pull(collection, checkpointSchema.nullable().parse(checkpoint)),
    knownVersion: (collection, documentId) => view.versionOf(collection, documentId),
    held: (collection) => view.held(collection),
    startTick: () => view.startTick(),
    onPulled: (changes) => view.applyReplica(changes),
    onCaughtUp: (tick) => onCaughtUp(tick),
    onFault: (fault) => faults.push(fault),
    onBroken: (error) => faults.push(String(error)),
  });
  const one: Opened = {
    name: replicaName(name, generation),
    database,
    sync,
    view,
    faults,
    caughtUp: () => {
      const from = view.startTick();
      sync.resync();
      return new Promise((resolve) => (onCaughtUp = (tick) => tick > from && resolve()));
    },
    close: async () => {
      opened.delete(one);
      unfollow();
      await sync.stop();
      await database.close();
    },
  };
  opened.add(one);
  return one;
}

function aVisit(): Appointment {
  const world = clinicWorld();
  world.execute(booking(), context());
  return must(world.find('appointments', id('appt', 1)), 'a booked visit');
}

function manyVisits(count: number): Appointment[] {
  const visit = aVisit();
  return Array.from({ length: count }, (_, number): Appointment => {
    const start = plusMinutes(at('08:00'), number * 15);
    const end = plusMinutes(start, 30);
    const claims = visit.claims.map((claim) => ({ ...claim, start, end }));
    return { ...visit, id: id('appt', number), start, end, claims, notes: 'Bitte Befund mitbringen. '.repeat(4) };
  });
}

test('[F21] a poke brings what the feed has, and only what is new', async () => {
  const feed = new ChangeFeed();
  feed.put('resources', resource({ id: clinic.anna, name: 'Anna' }));
  const desk = await open(newName(), feed);
  await desk.caughtUp();
  feed.put('resources', resource({ id: clinic.anna, name: 'Anna B.', version: 2 }), resource({ id: clinic.ben }));
  await desk.caughtUp();
  expect(desk.view.view.find('resources', clinic.anna)?.name).toBe('Anna B.');
  expect(desk.view.view.all('resources').size).toBe(2);
  expect(feed.asked.findLast(({ collection }) => collection === 'resources')?.after).toBeGreaterThanOrEqual(1);
});

test('a document that is gone leaves the view and the disk', async () => {
  const feed = new ChangeFeed();
  const anna = resource({ id: clinic.anna });
  feed.put('resources', anna);
  const name = newName();
  const desk = await open(name, feed);
  await desk.caughtUp();
  feed.gone('resources', anna);
  await desk.caughtUp();
  expect(desk.view.view.find('resources', clinic.anna)).toBeNull();
  await desk.close();
  const again = await open(name, new ChangeFeed());
  expect(again.view.view.all('resources').size).toBe(0);
});

test('a restart shows what was there without asking anybody', async () => {
  const feed = new ChangeFeed();
  feed.put('appointments', aVisit());
  const name = newName();
  const first = await open(name, feed);
  await first.caughtUp();
  await first.close();
  const again = await open(name, new ChangeFeed());
  expect(again.view.view.find('appointments', id('appt', 1))).toEqual(aVisit());
});

test('[F22] another generation starts empty and the old one is deleted', async () => {
  const feed = new ChangeFeed();
  feed.put('resources', resource({ id: clinic.anna }));
  const name = newName();
  const first = await open(name, feed);
  await first.caughtUp();
  await first.close();
  const next = await open(name, new ChangeFeed(), 1);
  expect(next.view.view.all('resources').size).toBe(0);
  await expect
    .poll(async () => (await indexedDB.databases()).filter((one) => one.name?.match(`${name}-replica-\\w+-0--`)))
    .toEqual([]);
});

test('[F2] the replica never pushes: a write to it stays where it is and the server’s document wins', async () => {
  const feed = new ChangeFeed();
  feed.put('resources', resource({ id: clinic.anna, name: 'Anna' }));
  const desk = await open(newName(), feed);
  await desk.caughtUp();
  const stored = await desk.database.collections.resources.findOne(clinic.anna).exec();
  await stored?.incrementalPatch({
    body: JSON.stringify(resource({ id: clinic.anna, name: 'Edited here', version: 1 })),
  });
  feed.put('resources', resource({ id: clinic.anna, name: 'From the server', version: 2 }));
  await desk.caughtUp();
  expect(desk.view.view.find('resources', clinic.anna)?.name).toBe('From the server');
});

test('a page of nothing but documents that do not fit does not stop the ones behind it', async () => {
  const feed = new ChangeFeed();
  const broken = Array.from({ length: 1_000 }, (_, number) => resource({ id: id('bad', number), lanes: -1 }));
  feed.put('resources', ...broken, resource({ id: clinic.anna }));
  const desk = await open(newName(), feed);
  await desk.caughtUp();
  expect([...desk.view.view.all('resources').keys()]).toEqual([clinic.anna]);
  expect(desk.faults.length).toBeGreaterThanOrEqual(1_000);
});

test('[F23] a restart shows 10,000 documents in less than a third of the time in which they were pulled', async () => {
  const feed = new ChangeFeed();
  feed.put('appointments', ...manyVisits(10_000));
  const name = newName();
  const pullStart = performance.now();
  const first = await open(name, feed);
  await first.caughtUp();
  const pulledMs = performance.now() - pullStart;
  expect(first.view.view.all('appointments').size).toBe(10_000);
  await first.close();
  const openStart = performance.now();
  const view = new DeskView();
  await readReplica(replicaName(name, 0), view);
  const openedMs = performance.now() - openStart;
  expect(view.view.all('appointments').size).toBe(10_000);
  expect(openedMs / pulledMs).toBeLessThan(1 / 3);
});

test('[I15] visits that the window has long left behind are forgotten, on disk too', async () => {
  const feed = new ChangeFeed();
  const visit = aVisit();
  const old = { ...visit, id: id('appt', 2), start: at('2026-08-03T09:00'), end: at('2026-08-03T09:30'), claims: [] };
  feed.put('appointments', visit, old);
  const desk = await open(newName(), feed);
  await desk.caughtUp();
  await desk.database.forget('appointments', [old.id]);
  expect([...desk.view.view.all('appointments').keys()]).toEqual([visit.id]);
  const onDisk = new DeskView();
  await readReplica(desk.name, onDisk);
  expect([...onDisk.view.all('appointments').keys()]).toEqual([visit.id]);
});

test('[PL4] what came without its checkpoint, and left the window since, is gone from the view and the disk', async () => {
  const feed = new ChangeFeed();
  const visit = aVisit();
  const settled = { ...visit, id: id('appt', 2) };
  feed.put('appointments', visit, settled);
  const name = newName();
  const desk = await open(name, feed);
  await desk.caughtUp();
  await desk.close();
  await loseCheckpoints(desk.name);
  // The feed as it answers somebody who has nothing: it does not say that the other one is gone.
  const later = new ChangeFeed();
  later.put('appointments', visit);
  const again = await open(name, later);
  expect([...again.view.view.all('appointments').keys()].toSorted()).toEqual([visit.id, settled.id].toSorted());
  await again.caughtUp();
  expect(later.asked.find(({ collection }) => collection === 'appointments')).toMatchObject({ after: 0 });
  expect([...again.view.view.all('appointments').keys()]).toEqual([visit.id]);
  const onDisk = new DeskView();
  await readReplica(again.name, onDisk);
  expect([...onDisk.view.all('appointments').keys()]).toEqual([visit.id]);
});

test('[PL4] a desk that is killed between pages, again and again, still finds out what left the window before', async () => {
  const feed = new ChangeFeed();
  const visits = manyVisits(5);
  feed.put('appointments', ...visits);
  const name = newName();
  const desk = await open(name, feed);
  await desk.caughtUp();
  await desk.close();
  await loseCheckpoints(desk.name);
  const later = new ChangeFeed();
  const stayed = visits.slice(0, 3);
  later.put('appointments', ...stayed);
  for (let kill = 0; kill < 2; kill += 1) {
    const { onePage, isCut } = cutAfterOnePage(later);
    const killed = await open(name, onePage);
    await isCut;
    expect(killed.view.view.all('appointments').size).toBe(5);
    await killed.close();
  }
  const again = await open(name, later);
  await again.caughtUp();
  const asked = later.asked.filter(({ collection }) => collection === 'appointments');
  expect(asked.map(({ after }) => after).slice(0, 3)).toEqual([0, 1, 2]);
  const ids = stayed.map(({ id: visitId }) => visitId);
  expect([...again.view.view.all('appointments').keys()].toSorted()).toEqual(ids.toSorted());
  const onDisk = new DeskView();
  await readReplica(again.name, onDisk);
  expect([...onDisk.view.all('appointments').keys()].toSorted()).toEqual(ids.toSorted());
});

/** One visit, and no answer any more when RxDB has written down how far it reaches and asks for the next. */
function cutAfterOnePage(feed: ChangeFeed): {
  readonly onePage: Pick<ChangeFeed, 'pull'>;
  readonly isCut: Promise<void>;
} {
  const { promise: isCut, resolve } = Promise.withResolvers<void>();
  let pages = 0;
  const pull: ChangeFeed['pull'] = (collection, checkpoint) => {
    if (collection !== 'appointments') return feed.pull(collection, checkpoint);
    pages += 1;
    if (pages === 1) return feed.pull(collection, checkpoint, 1);
    resolve();
    throw new Error('the line is cut');
  };
  return { onePage: { pull }, isCut };
}

/** As when the browser was killed behind a page: RxDB writes how far it reaches in a step of its own. */
async function loseCheckpoints(name: string): Promise<void> {
  const metas = (await indexedDB.databases()).flatMap((database) =>
    database.name?.startsWith(`rxdb-dexie-${name}-`) === true && database.name.includes('meta') ? [database.name] : [],
  );
  expect(metas).not.toEqual([]);
  for (const meta of metas) await deleteWhere(meta, ({ isCheckpoint }) => isCheckpoint === '1');
}

function deleteWhere(name: string, isMeant: (row: { readonly isCheckpoint?: string }) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onerror = () => reject(opening.error ?? new Error(`cannot open ${name}`));
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction('docs', 'readwrite');
      transaction.oncomplete = () => {
        database.close();
        resolve();
      };
      const cursors = transaction.objectStore('docs').openCursor();
      cursors.onsuccess = () => {
        const cursor = cursors.result;
        if (cursor === null) return;
        if (isMeant(cursor.value)) cursor.delete();
        cursor.continue();
      };
    };
  });
}
