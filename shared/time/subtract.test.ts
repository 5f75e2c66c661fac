import { expect, test } from 'vitest';
import type { Interval } from '#shared/time/interval.ts';
import { instant } from '#shared/time/instant.ts';
import { subtract } from '#shared/time/subtract.ts';

const span = (start: number, end: number): Interval => ({ start: instant(start), end: instant(end) });

test('what is cut out of an interval is gone, and the rest stays in order', () => {
  expect(subtract(span(0, 10), [span(6, 8), span(-5, 2), span(7, 9), span(20, 30)])).toEqual([span(2, 6), span(9, 10)]);
});

test('cuts that only touch take nothing, and one that covers everything leaves nothing', () => {
  expect(subtract(span(0, 10), [span(-3, 0), span(10, 12)])).toEqual([span(0, 10)]);
  expect(subtract(span(0, 10), [span(0, 10)])).toEqual([]);
});
