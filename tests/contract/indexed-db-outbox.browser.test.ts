import { openDB } from 'idb';
import { describe, expect, test } from 'vitest';
import { openIndexedDb } from '#renderer/replica/storage/indexed-db.ts';
import { indexedDbOutbox } from '#renderer/replica/storage/indexed-db-outbox.ts';
import { indexedDbRecords } from '#renderer/replica/storage/indexed-db-records.ts';
import { type DeskStorage, draft, outboxContract } from '#tests/contract/outbox-contract.ts';

let count = 0;
function newName(): string {
  count += 1;
  return `outbox-contract-${count}-${crypto.randomUUID()}`;
}

async function open(name = newName()): Promise<DeskStorage> {
  const database = await openIndexedDb(name);
  return {
    outbox: indexedDbOutbox(database),
    records: indexedDbRecords(database),
    reopen: () => {
      database.close();
      return open(name);
    },
  };
}

describe('the outbox in IndexedDB', () => {
  outboxContract(open);

  test('[F15] a database of a newer version is refused and left as it is', async () => {
    const name = newName();
    const database = await openIndexedDb(name);
    await indexedDbOutbox(database).append(draft(1));
    database.close();
    (await openDB(name, 2)).close();
    await expect(openIndexedDb(name)).rejects.toMatchObject({ reason: 'newer-schema' });
    const kept = await openDB(name, 2);
    expect(await kept.count('commands')).toBe(1);
  });

  test('[F17] every write asks for strict durability', async () => {
    const database = await openIndexedDb(newName());
    const durabilities: string[] = [];
    const watched = new Proxy(database, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key);
        if (key !== 'transaction') return typeof value === 'function' ? value.bind(target) : value;
        return (...parameters: Parameters<typeof target.transaction>) => {
          const transaction = target.transaction(...parameters);
          durabilities.push(transaction.durability);
          return transaction;
        };
      },
    });
    await indexedDbOutbox(watched).append(draft(1));
    await indexedDbRecords(watched).write('a', 'b');
    expect(durabilities).toEqual(['strict', 'strict']);
  });
});
