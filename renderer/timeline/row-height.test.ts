import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { levelPx, rowStepFor, rowSteps, stackDepth } from '#renderer/timeline/row-height.ts';

test('a few rows are high, many are low, and one too many is scrolled to', () => {
  const step = (rows: number, availablePx: number) =>
    rowStepFor({ rows, levels: rows, groups: 0, span: 'day' }, availablePx);
  expect(step(7, 640)).toBe(76);
  expect(step(7, 900)).toBe(96);
  expect(step(12, 900)).toBe(64);
  expect(step(14, 900)).toBe(52);
  expect(step(40, 900)).toBe(52);
});

test('rows of a week stay lower, because their chips are narrow', () => {
  expect(rowStepFor({ rows: 7, levels: 7, groups: 0, span: 'week' }, 2_000)).toBe(64);
});

test('rows with overlapping visits and heads of groups leave less height', () => {
  expect(rowStepFor({ rows: 7, levels: 9, groups: 0, span: 'day' }, 640)).toBe(64);
  expect(rowStepFor({ rows: 7, levels: 7, groups: 5, span: 'day' }, 640)).toBe(64);
});

test('more room never makes rows lower', () => {
  const count = fc.integer({ min: 1, max: 60 });
  fc.assert(
    fc.property(count, count, fc.integer({ min: 0, max: 4_000 }), (rows, more, px) => {
      const wanted = { rows, levels: rows + more, groups: 0, span: 'day' } as const;
      expect(rowStepFor(wanted, px + 100)).toBeGreaterThanOrEqual(rowStepFor(wanted, px));
    }),
  );
});

test('a row of one level is exactly as high as its step, with the line below it', () => {
  for (const step of rowSteps) expect(levelPx(step) + 9).toBe(step);
});

test('neighbours share a level, overlapping ones do not', () => {
  expect(stackDepth([])).toBe(0);
  expect(
    stackDepth([
      { start: 0, end: 10 },
      { start: 10, end: 20 },
    ]),
  ).toBe(1);
  expect(
    stackDepth([
      { start: 0, end: 10 },
      { start: 5, end: 20 },
      { start: 9, end: 12 },
    ]),
  ).toBe(3);
});
