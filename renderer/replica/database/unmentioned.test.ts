import { expect, test } from 'vitest';
import type { Checkpoint, PullOutput } from '#shared/replication/protocol.ts';
import { asGiven, Unmentioned } from '#renderer/replica/database/unmentioned.ts';
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

const held = (...ids: readonly string[]) =>
  new Unmentioned('appointments', () => new Map(ids.map((each) => [each, 2])));

test('[PL4] what is here and not mentioned by the end of a pull from nothing is gone', () => {
  const unmentioned = held(one, two, three);
  const first = unmentioned.complete(null, page(true, one));
  const last = unmentioned.complete(first.checkpoint, page(false, three));
  expect([first, last].map(goneOf)).toEqual([[], [gone(two, 2)]]);
  expect(goneOf(unmentioned.complete(last.checkpoint, page(false)))).toEqual([]);
});

test('[PL4] whoever goes on from what the disk has kept knows what is left, however often the pull is cut short', () => {
  const first = held(one, two, three).complete(null, page(true, one));
  // What it holds by now tells nobody what was mentioned.
  const second = held(one, two, three).complete(first.checkpoint, page(true, id('appt', 4)));
  const lost = held(one, two, three).complete(second.checkpoint, page(false, three));
  const last = held(one, two, three).complete(second.checkpoint, page(false, three));
  expect([first, second, lost, last].map(goneOf)).toEqual([[], [], [gone(two, 2)], [gone(two, 2)]]);
  expect(goneOf(held(one, three).complete(last.checkpoint, page(false)))).toEqual([]);
});

test('[PL4] [PL6] the server gets the checkpoint back as it gave it', () => {
  const { checkpoint: kept } = held(one, two).complete(null, page(true, one));
  expect(kept.unmentioned).toEqual([[two, 2]]);
  expect([asGiven(kept), asGiven(null)]).toEqual([checkpoint, null]);
});

test('[PL4] it is gone once more when the disk did not take the page, though screens have forgotten it', () => {
  const inView = new Map([[one, 1]]);
  const unmentioned = new Unmentioned('blocks', () => inView);
  expect(goneOf(unmentioned.complete(null, page(false)))).toEqual([gone(one, 1)]);
  inView.clear();
  const last = unmentioned.complete(null, page(false));
  expect(goneOf(last)).toEqual([gone(one, 1)]);
  expect(goneOf(unmentioned.complete(last.checkpoint, page(false)))).toEqual([]);
});

test('[PL4] a pull that goes on from a checkpoint hears what is gone from the feed', () => {
  const unmentioned = new Unmentioned('appointments', () => new Map([[one, 1]]));
  expect(goneOf(unmentioned.complete(checkpoint, page(false, two)))).toEqual([]);
});

test('[PL4] of what has no window nothing ever leaves it', () => {
  const unmentioned = new Unmentioned('clients', () => new Map([[one, 1]]));
  expect(goneOf(unmentioned.complete(null, page(false)))).toEqual([]);
});
