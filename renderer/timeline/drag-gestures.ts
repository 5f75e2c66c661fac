import type { CalendarOptions, EventApi } from '@fullcalendar/react';
import { type Instant, instant } from '#shared/time/instant.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import { type Board, rowOf } from '#renderer/timeline/board.tsx';
import { glideBack } from '#renderer/timeline/chip-elements.ts';
import { blockMeant, type Meant, moveMeant, resizeMeant } from '#renderer/timeline/drag-to-command.ts';
import type { Held } from '#renderer/timeline/drag-session.ts';
import { faceOf } from '#renderer/timeline/follow-view.ts';
import { type RefusedTitle, sayRefused, whyNot } from '#renderer/timeline/report.ts';
import { clearTints, tintRows } from '#renderer/timeline/row-tints.ts';
import { bookCopy } from '#renderer/timeline/visit-acts.ts';

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
type Dropped = { readonly event: EventApi; readonly oldEvent: EventApi; revert(): void; readonly jsEvent: MouseEvent };

/** What the hand does with chips. `settle` makes a document's chips equal to the view again. */
export function dragGestures(board: Board, settle: (documentId: string) => void): Gestures {
  const { drag, desk } = board;
  let mirrorRect: DOMRect | null = null;

  const begin = (event: EventApi, gesture: Held['gesture']): void => {
    board.hovered.set(null);
    const face = faceOf(event);
    const appointment = face.kind === 'visit' ? desk.view.find('appointments', face.appointmentId) : null;
    const resourceId = event.getResources()[0]?.id ?? '';
    const from = rowOf(board, resourceId);
    if (appointment === null || from === null) return;
    const { start, end } = intervalOf(event);
    drag.begin({ appointment, span: { resourceId, start, end }, from, gesture });
  };

  const stop = (): void => {
    mirrorRect = board.root()?.querySelector('[data-mirror]')?.getBoundingClientRect() ?? null;
    clearTints(board.root());
    if (drag.misfit !== null && !drag.isCancelled)
      sayRefused(board, 'title', misfitWords(board, { kind: 'misfit', misfit: drag.misfit }));
    // The drop itself is reported right after this, and needs to know what was in hand.
    queueMicrotask(() => drag.end());
  };

  const ask = async (meant: Meant, dropped: Dropped, title: RefusedTitle): Promise<void> => {
    const eventId = dropped.event.id;
    const face = faceOf(dropped.event);
    const documentId = face.kind === 'visit' ? face.appointmentId : face.blockId;
    const from = mirrorRect;
    const comeBack = (why: string | null): void => {
      dropped.revert();
      settle(documentId);
      glideBack(board.root(), eventId, from);
      if (why !== null) sayRefused(board, title, why);
    };
    if (meant.kind !== 'intent') return comeBack(meant.kind === 'nothing' ? null : misfitWords(board, meant));
    const label =
      face.kind === 'block' ? 'timeline.undo.block' : title === 'title' ? 'timeline.undo.move' : 'timeline.undo.resize';
    const why = whyNot(board, await desk.submit(meant.intent, { label }));
    if (why === null) settle(documentId);
    else comeBack(why);
  };

  const drop = (dropped: Dropped): void => {
    const face = faceOf(dropped.event);
    if (drag.isCancelled) return dropped.revert();
    if (isGone(board, dropped)) return;
    const { start, end } = intervalOf(dropped.event);
    const to = rowOf(board, dropped.event.getResources()[0]?.id ?? '');
    const held = drag.held.get();
    if (to === null) return dropped.revert();
    if (face.kind === 'block') {
      const block = desk.view.find('blocks', face.blockId);
      const meant: Meant = block === null ? { kind: 'nothing' } : blockMeant(block, { resourceId: to.id, start, end });
      void ask(meant, dropped, 'titleBlock');
    } else if (held === null) dropped.revert();
    else if (isCopy(dropped.jsEvent)) copyTo(dropped, held, to, start);
    else void ask(moveMeant({ ...held, to, start }), dropped, 'title');
  };

  const copyTo = (dropped: Dropped, held: Held, to: Resource, start: Instant): void => {
    dropped.revert();
    settle(held.appointment.id);
    void bookCopy(board, { ...held, to, start });
  };

  const resize = (dropped: Dropped): void => {
    const face = faceOf(dropped.event);
    const held = drag.held.get();
    if (drag.isCancelled) return dropped.revert();
    if (isGone(board, dropped)) return;
    const to = intervalOf(dropped.event);
    const block = face.kind === 'block' ? desk.view.find('blocks', face.blockId) : null;
    if (block !== null) void ask(blockMeant(block, { resourceId: block.resourceId, ...to }), dropped, 'titleBlock');
    else if (held !== null) void ask(resizeMeant({ ...held, to }), dropped, 'titleResize');
    else dropped.revert();
  };

  return {
    eventDragStart: ({ event, jsEvent }) => {
      begin(event, 'move');
      drag.setCopying(isCopy(jsEvent));
    },
    eventDragStop: stop,
    eventDrop: drop,
    eventResizeStart: ({ event }) => begin(event, 'resize'),
    eventResizeStop: stop,
    eventResize: resize,
    eventAllow: (span) => {
      const held = drag.held.get();
      if (drag.isCancelled) return false;
      if (held === null || held.gesture === 'resize') return true;
      const to = rowOf(board, span.resource?.id ?? '');
      if (to === null) return false;
      const meant = moveMeant({ ...held, to, start: instant(span.start.getTime()) });
      drag.misfit = meant.kind === 'misfit' ? meant.misfit : null;
      if (!drag.isCopying.get()) tintRows(board, instant(span.start.getTime()));
      return drag.misfit === null;
    },
  };
}

/** Deleted by another desk while it was in hand: the calendar has just put it back. */
function isGone(board: Board, { event }: Dropped): boolean {
  const face = faceOf(event);
  const { view } = board.desk;
  const isThere =
    face.kind === 'visit'
      ? view.find('appointments', face.appointmentId) !== null
      : view.find('blocks', face.blockId)?.isRemoved === false;
  if (isThere) return false;
  event.remove();
  sayRefused(board, face.kind === 'visit' ? 'title' : 'titleBlock', board.t('timeline.refused.gone'));
  return true;
}

export function misfitWords(board: Board, { misfit }: Extract<Meant, { kind: 'misfit' }>): string {
  const from = board.drag.held.get()?.from;
  if (misfit !== 'other-kind' || from === undefined) return board.t(`timeline.refused.${misfit}`);
  return board.t('timeline.refused.other-kind', { from: from.name, fromKind: board.t(`timeline.kind.${from.kind}`) });
}

export function isCopy(event: Pick<MouseEvent, 'ctrlKey' | 'metaKey'>): boolean {
  return event.ctrlKey || event.metaKey;
}

function intervalOf(event: EventApi): { start: Instant; end: Instant } {
  return { start: instant(event.start?.getTime() ?? 0), end: instant(event.end?.getTime() ?? 0) };
}
