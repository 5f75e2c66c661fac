import { expect, test, vi } from 'vitest';
import type { DeskRecords } from '#shared/desktop/outbox.ts';
import type { Poke, PullOutput } from '#shared/replication/protocol.ts';
import { DeskMarks } from '#renderer/replica/desk-marks.ts';
import { PokeFollower } from '#renderer/replica/poke-follower.ts';
import { id } from '#tests/builders/clinic.ts';

const replicaOf = (epoch: number): PullOutput => {
  const checkpoint = { epoch: id('epoch', epoch), xid: '1', id: id('row', 1), floor: '0', anchor: '2026-11-16' };
  return { documents: [], checkpoint, isBehind: false };
};

test('[PL8] a page of a restored server is not taken in, though no stream has said hello yet', async () => {
  const kept = new Map<string, string>();
  const done: string[] = [];
  let pulls = new AbortController();
  const follower = new PokeFollower({
    marks: new DeskMarks(recordsIn(kept)),
    offerAgain: async () => {},
    onNewServer: () => {},
    discard: async () => {
      pulls.abort();
      pulls = new AbortController();
      done.push('discard');
    },
    resync: () => done.push('resync'),
    report: () => done.push('failed'),
  });
  const before = replicaOf(1);
  expect(await follower.admit(before, pulls.signal)).toBe(before);
  await expect(follower.admit(replicaOf(2), pulls.signal)).rejects.toThrow('network');
  expect(done).toEqual(['discard']);
  const after = replicaOf(2);
  expect(await follower.admit(after, pulls.signal)).toBe(after);
});

test('[PL8] a new replica may be pulled before it is written down whose it is', async () => {
  const follower = new PokeFollower({
    marks: new DeskMarks(recordsIn(new Map([['server-epoch', id('epoch', 1)]]))),
    offerAgain: async () => {},
    onNewServer: () => {},
    discard: async () => {},
    resync: () => {},
    report: () => {},
  });
  follower.heed({ epoch: id('epoch', 2) });
  const page = replicaOf(2);
  expect(await follower.admit(page, new AbortController().signal)).toBe(page);
});

function recordsIn(kept: Map<string, string>): DeskRecords {
  return {
    read: async (key) => kept.get(key) ?? null,
    write: async (key, value) => void kept.set(key, value),
    remove: async (key) => void kept.delete(key),
  };
}

test('[RO3] a verdict of before the restore does not end what the restored server has lost', async () => {
  const done: string[] = [];
  const follower = new PokeFollower({
    marks: new DeskMarks(recordsIn(new Map([['server-epoch', id('epoch', 1)]]))),
    offerAgain: async () => void done.push('offer again'),
    onNewServer: () => done.push('send'),
    discard: async () => {},
    resync: () => {},
    report: () => done.push('failed'),
  });
  const verdictOf = (epoch: number) =>
    follower.takeVerdicts(id('epoch', epoch), async () => void done.push(`verdict of ${epoch}`));
  await verdictOf(1);
  follower.heed({ epoch: id('epoch', 2) });
  await verdictOf(1);
  await verdictOf(2);
  expect(done).toEqual(['verdict of 1', 'offer again', 'send', 'verdict of 2']);
});

test('[PL3] a server that was restored is remembered only once the replica was thrown away', async () => {
  const kept = new Map<string, string>();
  const done: string[] = [];
  let isDiskFull = false;
  const open = (): PokeFollower =>
    new PokeFollower({
      marks: new DeskMarks(recordsIn(kept)),
      offerAgain: async () => void done.push('offer again'),
      onNewServer: () => {},
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
    await vi.waitFor(() => {
      expect(done.length).toBeGreaterThan(before);
      expect(done.at(-1)).not.toBe('offer again');
    });
  };
  const first = open();
  await heed(first, 1);
  isDiskFull = true;
  await heed(first, 2);
  isDiskFull = false;
  const restarted = open();
  await heed(restarted, 2);
  await heed(restarted, 2);
  expect(done).toEqual(['resync', 'offer again', 'failed', 'offer again', 'discard', 'resync']);
});
