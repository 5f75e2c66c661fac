import type { Board } from '#renderer/timeline/board.tsx';
import { scrollToVisit } from '#renderer/timeline/scroll-to.ts';

/** When a panel opens beside the timeline and takes its room, the visit that it is about stays in sight. */
export function keepSelectedInSight(board: Board, root: HTMLElement): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const reveal = (): void => {
    const id = board.selected.get();
    if (id !== null) scrollToVisit(board, id, 'nearest');
  };
  // After the calendar has found its new size and scrolled to where it was.
  const observer = new ResizeObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(reveal, 80);
  });
  observer.observe(root);
  return () => {
    observer.disconnect();
    clearTimeout(timer);
  };
}
