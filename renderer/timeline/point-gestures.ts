import type { CalendarOptions } from '@fullcalendar/react';
import { instant } from '#shared/time/instant.ts';
import type { Board, OpenMenu } from '#renderer/timeline/board.tsx';
import { eventIdAt } from '#renderer/timeline/chip-elements.ts';
import { faceOf } from '#renderer/timeline/follow-view.ts';
import { createSlots, type SlotAt } from '#renderer/timeline/slot-at-point.ts';
import type { ChosenSlot } from '#renderer/timeline/timeline-props.ts';

const HOVER_MS = 380;

export type PointGestures = {
  readonly options: Pick<
    CalendarOptions,
    'eventClick' | 'eventMouseEnter' | 'eventMouseLeave' | 'select' | 'unselect' | 'slotLaneDidMount'
  >;
  onDoubleClick(event: MouseEvent): void;
  onContextMenu(event: MouseEvent): void;
  hideCard(): void;
};

/** What pointing, clicking and selecting on the timeline mean. */
export function pointGestures(board: Board, slotMinutes: () => number): PointGestures {
  const slots = createSlots(slotMinutes);
  let chosen: SlotAt | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const hideCard = (): void => {
    clearTimeout(timer);
    board.hovered.set(null);
  };
  const slotUnder = (event: MouseEvent): SlotAt | null => slots.at(event, board.scene().snapMinutes);
  const chosenSlot = ({ resourceId, start, end }: SlotAt): ChosenSlot => ({
    locationId: board.scene().location.id,
    resourceId,
    start,
    end,
  });

  return {
    hideCard,
    options: {
      slotLaneDidMount: slots.mount,
      eventClick: ({ event }) => {
        hideCard();
        const face = faceOf(event);
        if (face.kind === 'visit') board.asks.onSelect(face.appointmentId);
        else board.asks.onSelectBlock(face.blockId);
      },
      eventMouseEnter: ({ event, el }) => {
        clearTimeout(timer);
        const face = faceOf(event);
        const resourceId = event.getResources()[0]?.id ?? '';
        timer = setTimeout(() => {
          const isBusy = board.drag.held.get() !== null || board.menu.get() !== null;
          if (!isBusy && el.isConnected) board.hovered.set({ face, resourceId, rect: el.getBoundingClientRect() });
        }, HOVER_MS);
      },
      eventMouseLeave: hideCard,
      select: ({ start, end, resource, jsEvent }) => {
        if (resource === undefined) return;
        chosen = { resourceId: resource.id, start: instant(start.getTime()), end: instant(end.getTime()) };
        const slot = chosenSlot(chosen);
        if (jsEvent?.shiftKey === true) board.asks.onBlock(slot);
        else board.asks.onCreate(slot, null);
      },
      unselect: () => {
        chosen = null;
      },
    },
    onDoubleClick: (event) => {
      if (eventIdAt(event.target) !== null) return;
      const slot = slotUnder(event);
      if (slot !== null) board.asks.onCreate(chosenSlot(slot), null);
    },
    onContextMenu: (event) => {
      const menu = visitMenu(board, event) ?? slotMenu(slotUnder(event), chosen, event);
      if (menu === null) return;
      event.preventDefault();
      hideCard();
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
  if (face.kind === 'block') return { kind: 'block', blockId: face.blockId, at };
  return { kind: 'visit', appointmentId: face.appointmentId, resourceId: drawn.getResources()[0]?.id ?? '', at };
}

/** The stretch that was selected, when the click is on it; else the slot under it. */
function slotMenu(under: SlotAt | null, chosen: SlotAt | null, event: MouseEvent): OpenMenu | null {
  if (under === null) return null;
  const isOnChosen =
    chosen !== null &&
    chosen.resourceId === under.resourceId &&
    chosen.start <= under.start &&
    under.start < chosen.end;
  const { resourceId, start, end } = isOnChosen ? chosen : under;
  return { kind: 'slot', resourceId, start, end, at: anchorOf(event) };
}

// The menu key reports the corner of the element, or nothing at all.
function anchorOf(event: MouseEvent): OpenMenu['at'] {
  if (event.clientX !== 0 || event.clientY !== 0 || !(event.target instanceof Element))
    return { x: event.clientX, y: event.clientY };
  const rect = event.target.getBoundingClientRect();
  return { x: rect.left + 12, y: rect.bottom };
}
