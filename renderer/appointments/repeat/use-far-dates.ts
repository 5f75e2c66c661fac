import { useEffect, useState } from 'react';
import type { PreviewDate } from '#shared/commands/series/preview-date.ts';
import type { SeriesAsk } from '#shared/commands/series/series-preview.ts';
import type { PreviewOutput } from '#shared/replication/series-preview.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { Instant } from '#shared/time/instant.ts';
import { useDesk, useStore } from '#renderer/replica/desk-context.tsx';

/** What the server says about dates that this desk does not carry with it. */
export type FarDates = {
  readonly byName: ReadonlyMap<string, PreviewDate>;
  /** Visits in the way there, which this desk does not have. */
  readonly inTheWay: ReadonlyMap<string, Appointment>;
  /** `asking`: more is on its way. `away`: nobody can be asked now. */
  readonly state: 'asking' | 'all' | 'away';
};

type Asked = { readonly ask: SeriesAsk; readonly key: string; readonly from: Instant };

/**
 * Asks the server page by page, and again when the line is back. What it says is shown as it comes.
 * @param asked null: there is nothing further ahead than this desk can see.
 */
export function useFarDates(asked: Asked | null): FarDates {
  const desk = useDesk();
  const isOnline = useStore(desk.status).connection === 'online';
  const [known, setKnown] = useState<{ readonly of: string | null; readonly far: FarDates }>({ of: null, far: none });
  const wanted = asked === null ? null : `${asked.from} ${asked.key}`;
  useEffect(() => {
    if (asked === null || wanted === null || !isOnline) return;
    const stopping = new AbortController();
    void (async () => {
      let far = none;
      for (let from: Instant | null = asked.from; from !== null && !stopping.signal.aborted;) {
        const page: PreviewOutput | null = await soon(desk.lookAhead(asked.ask, from));
        if (stopping.signal.aborted) return;
        far = page?.kind === 'dates' ? joined(far, page) : { ...far, state: 'away' };
        setKnown({ of: wanted, far });
        from = page?.kind === 'dates' ? page.next : null;
      }
    })();
    return () => stopping.abort();
    // The key stands for what is asked.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [wanted, isOnline, desk]);
  if (wanted === null) return { ...none, state: 'all' };
  if (known.of === wanted && (isOnline || known.far.state === 'all')) return known.far;
  return { ...(known.of === wanted ? known.far : none), state: isOnline ? 'asking' : 'away' };
}

const none: FarDates = { byName: new Map(), inTheWay: new Map(), state: 'asking' };

/** Somebody waits to save: rather soon the truth that nobody knows than a long silence. */
const MOST_WAIT_MS = 5_000;

function soon(answer: Promise<PreviewOutput>): Promise<PreviewOutput | null> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), MOST_WAIT_MS));
  return Promise.race([answer.catch(() => null), late]);
}

type Page = Extract<PreviewOutput, { kind: 'dates' }>;

function joined(far: FarDates, { dates, inTheWay, next }: Page): FarDates {
  return {
    byName: new Map([...far.byName, ...dates.map((date) => [date.recurrenceId, date] as const)]),
    inTheWay: new Map([...far.inTheWay, ...inTheWay.map((visit) => [visit.id, visit] as const)]),
    state: next === null ? 'all' : 'asking',
  };
}
