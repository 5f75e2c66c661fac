import type { CalendarOptions } from '@fullcalendar/react';
import { type Instant, instant } from '#shared/time/instant.ts';
import type { Board, OpenMenu } from '#renderer/timeline/board.tsx';
import { cardTiming } from '#renderer/timeline/card-timing.ts';
import { eventIdAt } from '#renderer/timeline/chip-elements.ts';
import { faceOf } from '#renderer/timeline/follow-view.ts';
import { createSlots, type SlotAt } from '#renderer/timeline/slot-at-point.ts';
import type { ChosenSlot } from '#renderer/timeline/timeline-props.ts';

export type PointGestures = {
  readonly options: Pick<
    CalendarOptions,
    'eventClick' | 'eventMouseEnter' | 'eventMouseLeave' | 'select' | 'unselect' | 'slotLaneDidMount'
  >;
  onDoubleClick(event: MouseEvent): void;
  onContextMenu(event: MouseEvent): void;
  onFocusIn(event: FocusEvent): void;
  hideCard(): void;
};

/** What pointing, clicking and selecting on the timeline mean. */
export function pointGestures(board: Board, slotMinutes: () => number): PointGestures {
  const slots = createSlots(slotMinutes);
  let chosen: Chosen | null = null;
  const card = cardTiming(board);
  const slotUnder = (event: MouseEvent): SlotAt | null => slots.at(event, board.scene().snapMinutes);
  const slotOf = (at: SlotAt | Chosen): ChosenSlot => ({ locationId: board.scene().location.id, ...at });

  return {
    hideCard: card.hide,
    options: {
      slotLaneDidMount: slots.mount,
      eventClick: ({ event }) => {
        card.hide();
        const face = faceOf(event);
        if (face.kind === 'visit') board.asks.onSelect(face.appointmentId);
        if (face.kind === 'block') board.asks.onSelectBlock(face.blockId);
      },
      eventMouseEnter: ({ event, el }) => card.hover(event, el),
      eventMouseLeave: card.hide,
      select: ({ start, end, resource, jsEvent }) => {
        if (resource === undefined) return;
        chosen = { resourceId: resource.id, start: instant(start.getTime()), end: instant(end.getTime()) };
        const slot = slotOf(chosen);
        if (jsEvent?.shiftKey === true) board.asks.onBlock(slot);
        else board.asks.onCreate(slot, null);
      },
      unselect: () => {
        chosen = null;
      },
    },
    onFocusIn: card.onFocusIn,
    onDoubleClick: (event) => {
      if (eventIdAt(event.target) !== null) return;
      const slot = slotUnder(event);
      if (slot !== null) board.asks.onCreate(slotOf(slot), null);
    },
    onContextMenu: (event) => {
      const under = slotUnder(event);
      const slot = under === null ? null : slotOf(isOn(under, chosen) ? chosen : under);
      const menu =
        visitMenu(board, event) ?? (slot === null ? null : { kind: 'slot' as const, slot, at: anchorOf(event) });
      if (menu === null) return;
      event.preventDefault();
      card.hide();
      board.menu.set(menu);
    },
  };
}

function visitMenu(board: Board, event: MouseEvent): OpenMenu | null {
  const eventId = eventIdAt(event.target);
  const drawn = eventId === null ? null : (board.api()?.getEventById(eventId) ?? null);
  if (drawn === null) return null;
  const face = faceOf(drawn);
  const at = anchorOf(event);
  if (face.kind === 'hold' || face.kind === 'off') return null;
  if (face.kind === 'block') return { kind: 'block', blockId: face.blockId, at };
  return { kind: 'visit', appointmentId: face.appointmentId, resourceId: drawn.getResources()[0]?.id ?? '', at };
}

/** A stretch of a row that was selected by dragging over it. */
type Chosen = SlotAt & { readonly end: Instant };

function isOn(under: SlotAt, chosen: Chosen | null): chosen is Chosen {
  return chosen?.resourceId === under.resourceId && chosen.start <= under.start && under.start < chosen.end;
}

// The menu key reports the corner of the element, or nothing at all.
function anchorOf(event: MouseEvent): OpenMenu['at'] {
  if (event.clientX !== 0 || event.clientY !== 0 || !(event.target instanceof Element))
    return { x: event.clientX, y: event.clientY };
  const rect = event.target.getBoundingClientRect();
  return { x: rect.left + 12, y: rect.bottom };
}
