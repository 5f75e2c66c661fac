import type { Instant } from '#shared/time/instant.ts';
import { type Board, rowOf } from '#renderer/timeline/board.tsx';

let frame = 0;

/** Tints every row on the screen by what would happen if the visit in hand were dropped there at this time. */
export function tintRows(board: Board, start: Instant): void {
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(() => {
    const held = board.drag.held.get();
    if (held === null) return clearTints(board.root());
    const { location } = board.scene();
    for (const lane of lanes(board.root())) {
      const row = rowOf(board, lane.dataset['resourceId'] ?? '');
      const isAlike = row !== null && row.kind === held.from.kind;
      lane.dataset['fit'] = isAlike ? board.drag.fitAt(row, start, location).kind : 'misfit';
    }
  });
}

export function clearTints(root: HTMLElement | null): void {
  cancelAnimationFrame(frame);
  for (const lane of lanes(root)) delete lane.dataset['fit'];
}

function lanes(root: HTMLElement | null): readonly HTMLElement[] {
  return [...(root?.querySelectorAll<HTMLElement>('.tl-lane') ?? [])];
}
