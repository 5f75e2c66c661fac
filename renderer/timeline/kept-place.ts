import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type LocalDate, localDate } from '#shared/time/local.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import type { Desk } from '#renderer/replica/desk.ts';
import { scrollerOf } from '#renderer/timeline/panes-in-step.ts';
import type { Frame } from '#renderer/timeline/use-frame.ts';
import { watchForAct } from '#renderer/timeline/yield-to-person.ts';

/** Where the timeline was when another screen took its room; the window forgets it when it goes. */
type KeptPlace = {
  readonly date: LocalDate;
  /** It was shown because it was today: then today is what is shown again. */
  readonly isToday: boolean;
  readonly scroll: KeptScroll | null;
};

type KeptScroll = {
  /** The location, the days and the rows' kind that it belongs to. */
  readonly of: string;
  /** Wall-clock minutes from the first day's midnight to the left edge. */
  readonly minute: number;
  readonly top: number;
};

const places = new WeakMap<Desk, KeptPlace>();

/** The day that was shown last in this window; today where that is what was shown, or nothing was. */
export function dateToShow(desk: Desk, zone: ZoneId): LocalDate {
  const kept = places.get(desk);
  return kept === undefined || kept.isToday ? localDate(desk.now(), zone) : kept.date;
}

type Shown = {
  readonly desk: Desk;
  readonly rootRef: RefObject<HTMLElement | null>;
  readonly date: LocalDate;
  /** The day that was today when it was last looked at. */
  readonly today: RefObject<LocalDate | null>;
  readonly frame: Frame;
  /** What the scrolled place belongs to: another of these is shown from its own beginning. */
  readonly of: string;
};

/**
 * Keeps what is shown for when the timeline comes back, and scrolls down to where it was.
 * @returns the minute to scroll to first, from the first day's midnight; null: nothing of this was kept.
 */
export function useKeptPlace(shown: Shown): number | null {
  const { desk, rootRef } = shown;
  const now = useRef(shown);
  now.current = shown;
  const [kept, setKept] = useState(() => places.get(desk)?.scroll ?? null);
  const isSame = kept !== null && kept.of === shown.of;
  if (kept !== null && !isSame) setKept(null);

  useLayoutEffect(() => {
    const root = rootRef.current;
    return () => {
      const { date, today, frame, of } = now.current;
      places.set(desk, { date, isToday: today.current === date, scroll: scrollOf(root, frame, of) });
    };
  }, [desk, rootRef]);

  const top = isSame ? kept.top : 0;
  useEffect(() => scrollDown(rootRef.current, top), [rootRef, top]);
  return isSame ? kept.minute : null;
}

function scrollOf(root: HTMLElement | null, { days, hours }: Frame, of: string): KeptScroll | null {
  const scroller = root === null ? null : scrollerOf(root, '.tl-lane');
  const perDay = hours.toMinute - hours.fromMinute;
  if (scroller === null || scroller.scrollWidth === 0 || perDay <= 0) return null;
  const shownMinutes = Math.round((scroller.scrollLeft / scroller.scrollWidth) * perDay * days.length);
  const minute = Math.floor(shownMinutes / perDay) * 1440 + hours.fromMinute + (shownMinutes % perDay);
  return { of, minute, top: scroller.scrollTop };
}

/** In how many frames the rows have found their heights. */
const PATIENCE = 60;

/** As soon as the rows are there, unless somebody has gone on meanwhile. */
function scrollDown(root: HTMLElement | null, top: number): (() => void) | undefined {
  if (root === null || top === 0) return undefined;
  const hasActed = watchForAct();
  let frames = 0;
  let frame = 0;
  const next = (): void => {
    if (hasActed()) return;
    const scroller = scrollerOf(root, '.tl-lane');
    // The calendar goes to the top by itself some frames after it was drawn: it is held until it stays.
    if (scroller !== null && scroller.scrollHeight - scroller.clientHeight >= top) scroller.scrollTop = top;
    frames += 1;
    if (frames < PATIENCE) frame = requestAnimationFrame(next);
  };
  frame = requestAnimationFrame(next);
  return () => cancelAnimationFrame(frame);
}
