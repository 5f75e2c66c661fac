import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitWindow, readWindowState, writeWindowState } from '#electron/main/window-state.ts';

const screen = { x: 0, y: 0, width: 1_920, height: 1_080 };
const second = { x: 1_920, y: 0, width: 1_280, height: 1_024 };

test('a window on a screen that is still there stays where it was', () => {
  const state = { x: 2_000, y: 50, width: 1_000, height: 700, isMaximized: false };
  expect(fitWindow(state, [screen, second])).toEqual(state);
});

test('a window on a screen that was unplugged is placed by the system', () => {
  const state = { x: 2_000, y: 50, width: 1_000, height: 700, isMaximized: true };
  expect(fitWindow(state, [screen])).toEqual({ width: 1_000, height: 700, isMaximized: true });
});

test('a window is never larger than its screen', () => {
  const bounds = fc.record({ x: fc.integer(), y: fc.integer(), width: fc.integer(), height: fc.integer() });
  fc.assert(
    fc.property(bounds, (state) => {
      const { width, height } = fitWindow({ ...state, isMaximized: false }, [screen]);
      expect(width <= screen.width && height <= screen.height).toBe(true);
    }),
  );
});

test('a damaged note of the window is as good as none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-window-'));
  const file = join(folder, 'deep', 'window.json');
  const state = { x: 1, y: 2, width: 900, height: 600, isMaximized: false };
  writeWindowState(file, state);
  expect(readWindowState(file)).toEqual(state);
  writeFileSync(file, '{"width":1e9}');
  expect(readWindowState(file)).toEqual({ width: 1_440, height: 900, isMaximized: false });
  rmSync(folder, { recursive: true });
});
