import type { DropBox } from '#renderer/appointments/series/scope-asks.ts';

export const WIDTH = 430;
/** As high as the question becomes with a list of dates. */
const KEPT_BELOW = 470;
const MARGIN = 16;
/** What was dropped goes to the nearest step of the grid, which may be closer. */
const GAP = 36;

export type Place = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly maxHeight: number;
};

/** Whole on the screen and, where there is room on either side, beside what was dropped: it stays in sight. */
export function besideDrop(drop: DropBox, screen: { readonly width: number; readonly height: number }): Place {
  const width = Math.min(WIDTH, screen.width - 2 * MARGIN);
  const furthest = screen.width - width - MARGIN;
  const right = drop.right + GAP;
  const left = drop.left - GAP - width;
  const beside = right <= furthest ? right : Math.max(MARGIN, left >= MARGIN ? left : furthest);
  const top = Math.max(MARGIN, Math.min(drop.top, screen.height - KEPT_BELOW - MARGIN));
  return { left: beside, top, width, maxHeight: screen.height - top - MARGIN };
}
