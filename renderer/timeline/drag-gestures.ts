import type { CalendarOptions, EventApi } from '@fullcalendar/react';
import { instant } from '#shared/time/instant.ts';
import { type Board, rowOf } from '#renderer/timeline/board.tsx';
import {
  blockMeant,
  copyIntent,
  type Drop,
  type Meant,
  moveMeant,
  resizeMeant,
} from '#renderer/timeline/drag-to-command.ts';
import { NOBODY } from '#renderer/timeline/foresee.ts';
import type { Held } from '#renderer/timeline/drag-session.ts';
import { faceOf } from '#renderer/timeline/follow-view.ts';
import { intervalOf, isCopy, landMove, landResize, misfitWords } from '#renderer/timeline/landing.ts';
import { sayRefused } from '#renderer/timeline/report.ts';
import { clearTints, tintRows } from '#renderer/timeline/row-tints.ts';

type Gestures = Pick<
  CalendarOptions,
  | 'eventAllow'
  | 'eventDragStart'
  | 'eventDragStop'
  | 'eventDrop'
  | 'eventResizeStart'
  | 'eventResizeStop'
  | 'eventResize'
>;

/** What the hand does with chips. `settle` makes a document's chips equal to the view again. */
export function dragGestures(board: Board, settle: (documentId: string, heldId: string) => void): Gestures {
  let from: DOMRect | null = null;
  const stop = (): void => {
    from = mirrorRect(board);
    letGo(board);
  };
  return {
    eventDragStart: ({ event, jsEvent }) => {
      take(board, event, 'move');
      board.drag.setCopying(isCopy(jsEvent));
    },
    eventDragStop: stop,
    eventDrop: (dropped) => landMove({ board, settle, from }, dropped),
    eventResizeStart: ({ event }) => take(board, event, 'resize'),
    eventResizeStop: stop,
    eventResize: (dropped) => landResize({ board, settle, from }, dropped),
    eventAllow: (span, moving) => mayLand(board, span, moving),
  };
}

function take(board: Board, event: EventApi, gesture: Held['gesture']): void {
  board.hovered.set(null);
  board.drag.misfit = null;
  board.drag.isCancelled = false;
  const face = faceOf(event);
  const appointment = face.kind === 'visit' ? board.desk.view.find('appointments', face.appointmentId) : null;
  const resourceId = event.getResources()[0]?.id ?? '';
  const from = rowOf(board, resourceId);
  if (appointment === null || from === null) return;
  board.drag.begin({ appointment, span: { resourceId, ...intervalOf(event) }, from, gesture });
}

function letGo(board: Board): void {
  const { drag } = board;
  clearTints(board.root());
  if (drag.misfit !== null && !drag.isCancelled) {
    sayRefused(board, 'title', misfitWords(board, { kind: 'misfit', misfit: drag.misfit }));
  }
  // The drop itself is reported right after this, and needs to know what was in hand.
  queueMicrotask(() => drag.end());
}

function mirrorRect(board: Board): DOMRect | null {
  return board.root()?.querySelector('[data-mirror]')?.getBoundingClientRect() ?? null;
}

/** Where the hand is now, as the command that dropping it there would be. */
function keepPlace(board: Board, meant: Meant): void {
  board.drag.keep(meant.kind === 'intent' ? meant.intent : null);
}

type Place = Parameters<NonNullable<CalendarOptions['eventAllow']>>[0];

/** Only what could never be meant is kept from landing; whether the time is free is the desk's to say, with a reason. */
function mayLand(board: Board, place: Place, moving: EventApi | null): boolean {
  const { start, end, resource } = place;
  const { drag } = board;
  const held = drag.held.get();
  if (drag.isCancelled) return false;
  if (held === null) return keepBlockPlace(board, place, moving);
  if (held.gesture === 'resize') {
    keepPlace(board, resizeMeant({ ...held, to: { start: instant(start.getTime()), end: instant(end.getTime()) } }));
    return true;
  }
  const to = rowOf(board, resource?.id ?? '');
  if (to === null) return false;
  const at = instant(start.getTime());
  const meant = moveMeant({ ...held, to, start: at });
  drag.misfit = meant.kind === 'misfit' ? meant.misfit : null;
  keepPlace(board, drag.isCopying.get() ? copyMeant({ ...held, to, start: at }) : meant);
  if (drag.isCopying.get()) clearTints(board.root());
  else tintRows(board, at);
  return drag.misfit === null;
}

/** Blocks may go to any row. */
function keepBlockPlace(board: Board, { start, end, resource }: Place, moving: EventApi | null): true {
  const face = moving === null ? null : faceOf(moving);
  const block = face?.kind === 'block' ? board.desk.view.find('blocks', face.blockId) : null;
  if (block === null) return true;
  const to = { start: instant(start.getTime()), end: instant(end.getTime()) };
  keepPlace(board, blockMeant(block, { resourceId: resource?.id ?? block.resourceId, ...to }));
  return true;
}

function copyMeant(drop: Drop): Meant {
  return { kind: 'intent', intent: copyIntent(drop, NOBODY) };
}
