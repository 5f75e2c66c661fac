import { expect, test } from 'vitest';
import type { Checkpoint, PullOutput } from '#shared/replication/protocol.ts';
import { Unmentioned } from '#renderer/replica/database/unmentioned.ts';
import { id } from '#tests/builders/clinic.ts';

const checkpoint: Checkpoint = { epoch: id('epoch', 1), xid: '7', id: id('appt', 1), floor: '7', anchor: '2026-11-23' };
const [one, two, three] = [id('appt', 1), id('appt', 2), id('appt', 3)] as const;

function page(isBehind: boolean, ...ids: readonly string[]): PullOutput {
  return {
    documents: ids.map((each) => ({ document: { id: each, version: 4 }, isGone: false })),
    checkpoint,
    isBehind,
  };
}

const goneOf = ({ documents }: PullOutput): unknown[] => documents.filter(({ isGone }) => isGone);
const gone = (each: string, version: number) => ({ document: { id: each, version }, isGone: true });

test('[PL4] what is here and not mentioned by the end of a pull from nothing is gone', () => {
  const unmentioned = new Unmentioned(
    'appointments',
    () =>
      new Map([
        [one, 1],
        [two, 2],
        [three, 3],
      ]),
  );
  expect(goneOf(unmentioned.complete(null, page(true, one)))).toEqual([]);
  expect(goneOf(unmentioned.complete(checkpoint, page(false, three)))).toEqual([gone(two, 2)]);
  expect(goneOf(unmentioned.complete(checkpoint, page(false)))).toEqual([]);
});

test('[PL4] it is gone once more when the disk did not take the page, though screens have forgotten it', () => {
  const held = new Map([[one, 1]]);
  const unmentioned = new Unmentioned('blocks', () => held);
  expect(goneOf(unmentioned.complete(null, page(false)))).toEqual([gone(one, 1)]);
  held.clear();
  expect(goneOf(unmentioned.complete(null, page(false)))).toEqual([gone(one, 1)]);
  expect(goneOf(unmentioned.complete(checkpoint, page(false)))).toEqual([]);
});

test('[PL4] a pull that goes on from a checkpoint hears what is gone from the feed', () => {
  const unmentioned = new Unmentioned('appointments', () => new Map([[one, 1]]));
  expect(goneOf(unmentioned.complete(checkpoint, page(false, two)))).toEqual([]);
});

test('[PL4] of what has no window nothing ever leaves it', () => {
  const unmentioned = new Unmentioned('clients', () => new Map([[one, 1]]));
  expect(goneOf(unmentioned.complete(null, page(false)))).toEqual([]);
});
