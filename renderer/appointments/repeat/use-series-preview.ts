import { useEffect, useMemo, useRef, useState } from 'react';
import type { PreviewDate } from '#shared/commands/series/preview-date.ts';
import { type SeriesAsk, type SeriesPreview, stepsOf } from '#shared/commands/series/series-preview.ts';
import type { Instant } from '#shared/time/instant.ts';
import { type LookAgain, lookThrough } from '#renderer/appointments/repeat/look-through.ts';
import { type FarDates, useFarDates } from '#renderer/appointments/repeat/use-far-dates.ts';
import { useDesk, useStore } from '#renderer/replica/desk-context.tsx';
import { contextAt } from '#renderer/timeline/foresee.ts';

export type ShownPreview = {
  /** Of the last input that was looked at; null when there was none. */
  readonly preview: SeriesPreview | null;
  /** The dates are of an older input, or of none, or the server still says something about them. */
  readonly isChecking: boolean;
  /** What this desk does not carry begins there. */
  readonly knownUntil: Instant;
  readonly far: Pick<FarDates, 'state' | 'inTheWay'>;
};

/**
 * Looks at every date of a series that is about to be made or changed: here as far as this desk can see, and then
 * by the server. Looks again when something changes; that is no reason to wait, because the decision looks once more.
 */
export function useSeriesPreview(ask: SeriesAsk | null): ShownPreview {
  const desk = useDesk();
  const knownUntil = useStore(desk.kept).end;
  const [shown, setShown] = useState<{ readonly of: string | null; readonly preview: SeriesPreview | null }>(nothing);
  const key = ask === null ? null : keyOf(ask);
  const latest = useRef({ ask, knownUntil });
  latest.current = { ask, knownUntil };
  const looking = useRef<LookAgain | null>(null);
  useEffect(() => {
    if (key === null) return setShown(nothing);
    const look = lookThrough({
      begin: () => {
        const { ask: asked, knownUntil: until } = latest.current;
        const sight = { world: desk.view, context: contextAt(desk), knownUntil: until };
        return asked === null ? { kind: 'steps', steps: [], isMore: false, drafts: [] } : stepsOf(asked, sight);
      },
      done: (preview) => setShown({ of: key, preview }),
    });
    looking.current = look;
    const stopFollowing = desk.view.subscribe(() => look.again());
    return () => {
      look.stop();
      stopFollowing();
    };
  }, [key, desk]);
  useEffect(() => looking.current?.again(), [knownUntil]);
  const local = key === null ? null : shown.preview;
  const isChecked = shown.of === key;
  const hasUnseen = isChecked && local?.kind === 'dates' && local.dates.some(({ isSeen }) => !isSeen);
  const far = useFarDates(hasUnseen && ask !== null && key !== null ? { ask, key, from: knownUntil } : null);
  const { byName } = far;
  const preview = useMemo(
    () => (local?.kind === 'dates' ? { ...local, dates: seen(local.dates, byName) } : local),
    [local, byName],
  );
  return { preview, isChecking: !isChecked || far.state === 'asking', knownUntil, far };
}

const nothing = { of: null, preview: null };

/** Names and notes take no place. */
function keyOf({ kind, input }: SeriesAsk): string {
  return JSON.stringify({ kind, ...input, notes: '', label: '', client: null });
}

function seen(dates: readonly PreviewDate[], byName: FarDates['byName']): readonly PreviewDate[] {
  return dates.map((date) => (date.isSeen ? date : (byName.get(date.recurrenceId) ?? date)));
}
