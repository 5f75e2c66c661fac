import type { EventApi } from '@fullcalendar/react';
import type { Board } from '#renderer/timeline/board.tsx';
import { eventIdAt } from '#renderer/timeline/chip-elements.ts';
import { faceOf } from '#renderer/timeline/follow-view.ts';

const HOVER_MS = 380;
/** Longer, so that nothing blinks while somebody walks along a row with the arrows. */
const FOCUS_MS = 700;

/** When the card of a visit opens and closes. */
export type CardTiming = {
  hover(event: EventApi, el: Element): void;
  onFocusIn(event: FocusEvent): void;
  hide(): void;
};

export function cardTiming(board: Board): CardTiming {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const showSoon = (event: EventApi, el: Element, afterMs: number): void => {
    clearTimeout(timer);
    const face = faceOf(event);
    const resourceId = event.getResources()[0]?.id ?? '';
    timer = setTimeout(() => {
      const isBusy = board.drag.held.get() !== null || board.menu.get() !== null;
      if (!isBusy && el.isConnected) board.hovered.set({ face, resourceId, rect: el.getBoundingClientRect() });
    }, afterMs);
  };
  return {
    hover: (event, el) => showSoon(event, el, HOVER_MS),
    onFocusIn: ({ target }) => {
      // A click gives the focus, too; then the visit's panel is what was asked for.
      if (!(target instanceof Element) || !target.matches('.tl-event:focus-visible')) return;
      const eventId = eventIdAt(target);
      const drawn = eventId === null ? null : (board.api()?.getEventById(eventId) ?? null);
      if (drawn !== null) showSoon(drawn, target, FOCUS_MS);
    },
    hide: () => {
      clearTimeout(timer);
      board.hovered.set(null);
    },
  };
}
