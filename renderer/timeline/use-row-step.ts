import { type RefObject, useLayoutEffect, useState } from 'react';
import { type RowsToFit, type RowStep, rowStepFor } from '#renderer/timeline/row-height.ts';

/** The heads of the hours, of one or two lines, and the scroll bar below. */
const AROUND_ROWS_PX = { day: 50, week: 76 } as const;
/** The bars above the grid, for the first guess. */
const BARS_PX = 120;

/** The height of the rows that makes use of the room there is. */
export function useRowStep(rootRef: RefObject<HTMLElement | null>, wanted: RowsToFit): RowStep {
  const [height, setHeight] = useState(() => innerHeight - BARS_PX);
  useLayoutEffect(() => {
    const root = rootRef.current;
    if (root === null) return undefined;
    const measure = (): void => setHeight(root.clientHeight);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(root);
    return () => observer.disconnect();
  }, [rootRef]);
  return rowStepFor(wanted, height - AROUND_ROWS_PX[wanted.span]);
}
