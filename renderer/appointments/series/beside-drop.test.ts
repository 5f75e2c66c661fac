import fc from 'fast-check';
import { expect, test } from 'vitest';
import { besideDrop } from '#renderer/appointments/series/beside-drop.ts';

const screen = { width: 1_280, height: 800 };
const box = (left: number, top: number) => ({ left, right: left + 108, top, bottom: top + 66 });

test('the question stands right of what was dropped, or left of it at the right edge', () => {
  expect(besideDrop(box(300, 200), screen)).toMatchObject({ left: 444, top: 200 });
  expect(besideDrop(box(1_100, 200), screen)).toMatchObject({ left: 634, top: 200 });
});

test('the question is whole on the screen and leaves what was dropped in sight wherever one side has room', () => {
  const size = fc.record({ width: fc.integer({ min: 320, max: 2_560 }), height: fc.integer({ min: 400, max: 1_440 }) });
  fc.assert(
    fc.property(
      size,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (at, x, y) => {
        const drop = box(x * (at.width - 108), y * (at.height - 66));
        const { left, top, width, maxHeight } = besideDrop(drop, at);
        expect(left).toBeGreaterThanOrEqual(16);
        expect(left + width).toBeLessThanOrEqual(at.width - 16);
        expect(top + maxHeight).toBeLessThanOrEqual(at.height);
        const hasRoom = Math.max(drop.left, at.width - drop.right) >= width + 52;
        if (hasRoom) expect(left >= drop.right || left + width <= drop.left).toBe(true);
      },
    ),
  );
});
