import { useEffect, useState, useSyncExternalStore } from 'react';
import type { PreviewDate, PreviewSteps, SeriesPreview, Sight } from '#shared/commands/series/series-preview.ts';
import { useDesk, useStore } from '#renderer/replica/desk-context.tsx';
import { contextAt } from '#renderer/timeline/foresee.ts';

export type ShownPreview = {
  /** Of the last input that was looked at; null when there was none. */
  readonly preview: SeriesPreview | null;
  /** The dates are of an older input, or of none: the new ones are being looked at. */
  readonly isChecking: boolean;
};

/** Typing goes on while it waits; and a slice is short enough to be drawn around. */
const PAUSE_MS = 120;
const SLICE_MS = 8;

/**
 * Looks at every date of a series that is about to be made or changed, off the keystroke and in slices.
 * @param key stands for what `look` sees: another key is another series. Null: there is nothing to look at.
 */
export function useSeriesPreview(key: string | null, look: (sight: Sight) => PreviewSteps): ShownPreview {
  const desk = useDesk();
  const revision = useSyncExternalStore(desk.view.subscribe, desk.view.revision);
  const knownUntil = useStore(desk.kept).end;
  const [shown, setShown] = useState<{ readonly of: string | null; readonly preview: SeriesPreview | null }>(nothing);
  const wanted = key === null ? null : `${revision} ${knownUntil} ${key}`;
  useEffect(() => {
    if (wanted === null) return setShown(nothing);
    return later(
      () => look({ world: desk.view, context: contextAt(desk), knownUntil }),
      (preview) => setShown({ of: wanted, preview }),
    );
    // The key stands for what `look` sees.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [wanted, desk, knownUntil]);
  return { preview: wanted === null ? null : shown.preview, isChecking: shown.of !== wanted };
}

const nothing = { of: null, preview: null };

/** @returns what stops it. */
function later(begin: () => PreviewSteps, done: (preview: SeriesPreview) => void): () => void {
  let timer = setTimeout(() => {
    const steps = begin();
    if (steps.kind !== 'steps') return done(steps);
    const dates: PreviewDate[] = [];
    const slice = (): void => {
      const until = performance.now() + SLICE_MS;
      do {
        const step = steps.steps[dates.length];
        if (step === undefined) return done({ kind: 'dates', dates, isMore: steps.isMore });
        dates.push(step());
      } while (performance.now() < until);
      timer = setTimeout(slice);
    };
    slice();
  }, PAUSE_MS);
  return () => clearTimeout(timer);
}
