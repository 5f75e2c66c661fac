import { expect, test } from 'vitest';
import { readPosition } from '#server/authority/feed-position.ts';

const epoch = '11111111-1111-4111-8111-111111111111';
const present = { epoch, anchor: '2026-11-30', horizon: { xmin: '200', newest: '150' } };

test('[PL5] what left the window in the transaction in whose middle a desk stopped is mentioned in the next week', () => {
  const checkpoint = {
    epoch,
    xid: '120',
    id: '22222222-2222-4222-8222-222222222222',
    floor: '90',
    anchor: '2026-11-23',
  };
  expect(readPosition(checkpoint, present)).toMatchObject({ xid: '0', floor: '119', anchor: '2026-11-30' });
  expect(readPosition({ ...checkpoint, xid: '0' }, present)).toMatchObject({ floor: '0' });
  expect(readPosition({ ...checkpoint, anchor: present.anchor }, present)).toMatchObject({ xid: '120', floor: '90' });
});
