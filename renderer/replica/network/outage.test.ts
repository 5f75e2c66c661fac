import { expect, test } from 'vitest';
import { outageOfStatus } from '#renderer/replica/network/outage.ts';

test('[F3] only the network, 5xx, 401, 426 and 429 may pass by waiting', () => {
  const kinds = [null, 200, 400, 401, 403, 404, 413, 426, 429, 500, 503].map(outageOfStatus);
  expect(kinds).toEqual([
    'network',
    'network',
    'rejected',
    'not-authorised',
    'rejected',
    'rejected',
    'rejected',
    'must-update',
    'too-many',
    'server-failed',
    'server-failed',
  ]);
});
