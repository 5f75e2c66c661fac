import { expect, test } from 'vitest';
import { isLastWord } from '#renderer/offline/worker/last-word.ts';
import { type LastRequest, sendLast } from '#renderer/replica/network/last-word.ts';

const request: LastRequest = { url: '/trpc/holds.release', headers: { authorization: 'Bearer key' }, body: '{}' };

test('[HU2] a page under a service worker gives it what is to be sent, as the worker understands it', () => {
  const said: unknown[] = [];
  sendLast(request, { postMessage: (message: unknown) => void said.push(message) });
  expect(said).toEqual([{ kind: 'last-word', ...request }]);
  expect(said.map(isLastWord)).toEqual([true]);
});

test('the worker sends nothing that it does not understand', () => {
  expect([null, 'last-word', {}, { kind: 'skip-waiting' }].map(isLastWord)).toEqual([false, false, false, false]);
});
