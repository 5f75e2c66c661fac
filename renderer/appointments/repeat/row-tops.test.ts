import { expect, test } from 'vitest';
import { rowsInSight, rowTops } from '#renderer/appointments/repeat/row-tops.ts';

const dates = Array.from({ length: 730 }, () => ({ state: { kind: 'free' }, clock: 'exact' }) as const);

test('of 730 dates only those in sight are drawn, wherever the list stands', () => {
  const tops = rowTops(dates);
  for (const top of [0, 5_000, (tops.at(-1) ?? 0) - 340]) {
    const { first, last } = rowsInSight(tops, { top, height: 340 });
    expect(last - first).toBeLessThan(40);
    expect(tops[first]).toBeLessThanOrEqual(top);
    expect(tops[last]).toBeGreaterThanOrEqual(top + 340);
  }
});
