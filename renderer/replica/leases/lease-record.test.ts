import { expect, test } from 'vitest';
import { noLeases } from '#renderer/replica/leases/held-leases.ts';
import { readLeaseRecord, writeLeaseRecord } from '#renderer/replica/leases/lease-record.ts';
import { at, clinic, id } from '#tests/builders/clinic.ts';

function records() {
  const stored = new Map<string, string>();
  return {
    read: (key: string) => Promise.resolve(stored.get(key) ?? null),
    write: (key: string, value: string) => Promise.resolve(void stored.set(key, value)),
    remove: (key: string) => Promise.resolve(void stored.delete(key)),
  };
}

test('[IN5] what is kept for other desks is still known after a restart without a server', async () => {
  const disk = records();
  const times = { start: at('08:00'), end: at('18:00'), expiresAt: at('23:00') };
  const others = [
    { id: id('lease', 1), deskId: id('desk', 2), deskName: 'Back office', resourceId: clinic.anna, ...times },
  ];
  await writeLeaseRecord(disk, {
    deskId: id('desk', 1),
    generation: 1,
    leases: noLeases,
    clock: null,
    others,
    desks: [],
  });
  expect((await readLeaseRecord(disk, id('desk', 1), 2)).others).toEqual(others);
});

test('a record of an older version says nothing of others', async () => {
  const disk = records();
  const old = { deskId: id('desk', 1), generation: 1, leases: noLeases, clock: null };
  await disk.write('leases', JSON.stringify(old));
  expect((await readLeaseRecord(disk, id('desk', 1), 1)).others).toEqual([]);
});
