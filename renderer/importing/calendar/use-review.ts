import { useEffect, useState } from 'react';
import { type ReviewedEvent, startCalendarReview } from '#shared/importing/calendar/review-calendar.ts';
import type { OpenCalendar } from '#renderer/importing/calendar/calendar-state.ts';
import { type PlannedCalendar, planOpenCalendar } from '#renderer/importing/calendar/plan-open-calendar.ts';
import type { Desk } from '#renderer/replica/desk.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { contextAt } from '#renderer/timeline/foresee.ts';

export type ReviewedCalendar = PlannedCalendar & { readonly events: readonly ReviewedEvent[] };

type Calendars = readonly OpenCalendar[];
export type Review = {
  /** By run; without those that have no resource. Of the choices before, while it is being counted anew. */
  readonly calendars: ReadonlyMap<string, ReviewedCalendar>;
  readonly isCounting: boolean;
};

const SLICE_MS = 12;
const nothing: ReadonlyMap<string, ReviewedCalendar> = new Map();

/** What the import would do with the files as they stand, event by event, in slices that let the screen breathe. */
export function useReview(calendars: Calendars): Review {
  const desk = useDesk();
  const [counted, setCounted] = useState<{ readonly of: Calendars; readonly found: Review['calendars'] } | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(() => {
      void count(calendars, desk, stop.signal).then((found) => {
        if (!stop.signal.aborted) setCounted({ of: calendars, found });
      });
    }, 60);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [calendars, desk]);
  return { calendars: counted?.found ?? nothing, isCounting: counted?.of !== calendars };
}

async function count(calendars: Calendars, desk: Desk, signal: AbortSignal): Promise<Review['calendars']> {
  const review = startCalendarReview(desk.view, contextAt(desk));
  const found = new Map<string, ReviewedCalendar>();
  let until = performance.now() + SLICE_MS;
  for (const calendar of calendars) {
    const planned = planOpenCalendar(calendar, desk);
    if (planned === null) continue;
    const { plan, target } = planned;
    review.prepare(plan.setUp);
    const events: ReviewedEvent[] = [];
    for (const item of plan.items) {
      events.push(review.judge(item, { target, isLeftOut: calendar.skipped.has(item.line) }));
      if (performance.now() < until) continue;
      await new Promise((resolve) => setTimeout(resolve));
      if (signal.aborted) return found;
      until = performance.now() + SLICE_MS;
    }
    found.set(calendar.runId, { ...planned, events });
  }
  return found;
}
