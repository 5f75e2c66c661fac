import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Bounds } from '#electron/main/electron-port.ts';

const windowStateSchema = z.strictObject({
  x: z.int().optional(),
  y: z.int().optional(),
  width: z.int().min(400).max(20_000),
  height: z.int().min(300).max(20_000),
  isMaximized: z.boolean(),
});
export type WindowState = Readonly<z.infer<typeof windowStateSchema>>;

const initial: WindowState = { width: 1_440, height: 900, isMaximized: false };
const visibleEdge = 80;

/** A remembered window, made to fit the screens that are there now: one may have been unplugged since. */
export function fitWindow(state: WindowState, screens: readonly Bounds[]): WindowState {
  const { x, y, isMaximized } = state;
  const home = screens.find((screen) => x !== undefined && y !== undefined && shows(screen, { ...state, x, y }));
  const space = home ?? screens[0];
  if (space === undefined) return initial;
  const size = { width: Math.min(state.width, space.width), height: Math.min(state.height, space.height), isMaximized };
  return home === undefined ? size : { ...size, x, y };
}

/** Enough of the title bar must be on the screen to take hold of the window. */
function shows(screen: Bounds, window: Bounds): boolean {
  const left = Math.max(screen.x, window.x);
  const right = Math.min(screen.x + screen.width, window.x + window.width);
  return right - left >= visibleEdge && window.y >= screen.y && window.y <= screen.y + screen.height - visibleEdge;
}

export function readWindowState(file: string): WindowState {
  try {
    return windowStateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return initial;
  }
}

/** A window that forgets its place is a nuisance, one that fails to close is worse: a full disk is passed over. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(state));
    renameSync(`${file}.new`, file);
  } catch {
    return;
  }
}
