import type { PreviewDate } from '#shared/commands/series/preview-date.ts';
import type { PreviewSteps, SeriesPreview } from '#shared/commands/series/series-preview.ts';

type Looking = {
  begin(): PreviewSteps;
  done(preview: SeriesPreview): void;
};

export type LookAgain = {
  /** Something changed: what is being looked at is finished first, and then all of it is looked at once more. */
  again(): void;
  stop(): void;
};

/** Typing goes on while it waits; and a slice is short enough to be drawn around. */
const PAUSE_MS = 120;
const SLICE_MS = 8;
/** On a busy desk something changes several times a second. */
const AGAIN_MS = 600;

/**
 * Looks at every date off the keystroke and in slices. A look that has begun always ends, however often the world
 * changes meanwhile, so that on the busiest desk there is an answer; many changes are one look more.
 */
export function lookThrough({ begin, done }: Looking): LookAgain {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isStale = false;
  const look = (): void => {
    isStale = false;
    const steps = begin();
    if (steps.kind !== 'steps') return finish(steps);
    const dates: PreviewDate[] = [];
    const slice = (): void => {
      const until = performance.now() + SLICE_MS;
      do {
        const step = steps.steps[dates.length];
        if (step === undefined) return finish({ kind: 'dates', dates, isMore: steps.isMore });
        dates.push(step.look());
      } while (performance.now() < until);
      timer = setTimeout(slice);
    };
    slice();
  };
  const finish = (preview: SeriesPreview): void => {
    timer = isStale ? setTimeout(look, AGAIN_MS) : null;
    done(preview);
  };
  timer = setTimeout(look, PAUSE_MS);
  return {
    again: () => {
      isStale = true;
      timer ??= setTimeout(look, AGAIN_MS);
    },
    stop: () => clearTimeout(timer ?? undefined),
  };
}
