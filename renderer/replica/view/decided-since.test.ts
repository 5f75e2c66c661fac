import { expect, test } from 'vitest';
import { id } from '#tests/builders/clinic.ts';
import { DecidedSince } from '#renderer/replica/view/decided-since.ts';

test('[I8] other windows keep showing a command until all that the server had after its verdict is on disk', () => {
  const since = new DecidedSince();
  since.note([id('cmd', 1)], 5);
  const open = new Set([id('cmd', 2)]);
  expect(since.caughtUp(5, open)).toEqual(new Set([id('cmd', 2), id('cmd', 1)]));
  expect(since.caughtUp(6, open)).toEqual(open);
});
