import { replicateRxCollection } from 'rxdb/plugins/replication';
import { farBooking, openSignedIn, until } from '#tests/bench/page/desks.ts';
import type { OpenedDesk } from '#renderer/replica/open-desk.ts';
import { plainBooking, plainCollection } from '#tests/bench/page/rxdb-baseline.ts';

let waiting: OpenedDesk | null = null;
let commandIds: string[] = [];

/** Opens the desk while the server is there, and says so; then, without it, books and books. */
export async function saveOffline(
  name: string,
  first: number,
  count: number,
  isCut: () => Promise<void>,
): Promise<number> {
  const desk = await openSignedIn(name);
  await isCut();
  await until(desk.status, ({ connection }) => connection === 'offline');
  const began = performance.now();
  commandIds = [];
  for (let number = first; number < first + count; number += 1) {
    const submission = await desk.submit(farBooking(desk, number));
    if (submission.kind !== 'saved') throw new Error(`booking ${number} was ${submission.kind}`);
    commandIds.push(submission.commandId);
  }
  waiting = desk;
  return performance.now() - began;
}

/** From the moment when the line is back to the verdict on the last of the commands. */
export async function outboxReconnect(isHealed: () => Promise<void>): Promise<{ ms: number; accepted: number }> {
  const desk = waiting;
  if (desk === null) throw new Error('nothing waits to be sent');
  await isHealed();
  const began = performance.now();
  window.dispatchEvent(new Event('online'));
  const verdicts = await Promise.all(commandIds.map((id) => desk.verdictOf(id)));
  const ms = performance.now() - began;
  waiting = null;
  await desk.close();
  return { ms, accepted: verdicts.filter(({ kind }) => kind === 'accepted').length };
}

/** RxDB's own push replication of as many documents, in batches of as many, to a server that only stores them. */
export async function rxdbReconnect(name: string, storeUrl: string, count: number): Promise<number> {
  const bookings = await plainCollection(name);
  for (let number = 0; number < count; number += 1) await bookings.insert(plainBooking(number));
  const began = performance.now();
  const replication = replicateRxCollection({
    collection: bookings,
    replicationIdentifier: name,
    push: {
      batchSize: 100,
      handler: async (rows) => {
        const body = JSON.stringify(rows.map(({ newDocumentState }) => newDocumentState));
        const response = await fetch(storeUrl, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
        });
        if (!response.ok) throw new Error(`the store answered ${response.status}`);
        return [];
      },
    },
  });
  await replication.awaitInSync();
  const ms = performance.now() - began;
  await replication.cancel();
  await bookings.database.close();
  return ms;
}
