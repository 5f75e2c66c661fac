import { expect, test, vi } from 'vitest';
import type { Poke } from '#shared/replication/protocol.ts';
import { DeskMarks } from '#renderer/replica/desk-marks.ts';
import { PokeFollower } from '#renderer/replica/poke-follower.ts';
import { id } from '#tests/builders/clinic.ts';

test('[PL3] a server that was restored is remembered only once the replica was thrown away', async () => {
  const kept = new Map<string, string>();
  const records = {
    read: async (key: string) => kept.get(key) ?? null,
    write: async (key: string, value: string) => void kept.set(key, value),
    remove: async (key: string) => void kept.delete(key),
  };
  const done: string[] = [];
  let isDiskFull = false;
  const open = (): PokeFollower =>
    new PokeFollower({
      marks: new DeskMarks(records),
      discard: () => {
        if (isDiskFull) return Promise.reject(new Error('disk full'));
        done.push('discard');
        return Promise.resolve();
      },
      resync: () => done.push('resync'),
      report: () => done.push('failed'),
    });
  const poke = (epoch: number): Poke => ({ kind: 'hello', epoch: id('epoch', epoch), serverTime: 0 });
  const heed = async (follower: PokeFollower, epoch: number): Promise<void> => {
    const before = done.length;
    follower.heed(poke(epoch));
    await vi.waitFor(() => expect(done.length).toBe(before + 1));
  };
  const first = open();
  await heed(first, 1);
  isDiskFull = true;
  await heed(first, 2);
  isDiskFull = false;
  const restarted = open();
  await heed(restarted, 2);
  await heed(restarted, 2);
  expect(done).toEqual(['resync', 'failed', 'discard', 'resync']);
});
