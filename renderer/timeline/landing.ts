import type { EventApi } from '@fullcalendar/react';
import type { CommandIntent } from '#shared/commands/registry.ts';
import { type Instant, instant } from '#shared/time/instant.ts';
import type { HoldHandle } from '#renderer/replica/holds/hold-handle.ts';
import { type Board, rowOf } from '#renderer/timeline/board.tsx';
import { type DropBox, submitAsked } from '#renderer/appointments/series/scope-asks.ts';
import { glideBack } from '#renderer/timeline/chip-elements.ts';
import { blockMeant, copyIntent, type Meant, moveMeant, resizeMeant } from '#renderer/timeline/drag-to-command.ts';
import { NOBODY } from '#renderer/timeline/foresee.ts';
import { documentIdOf, faceOf } from '#renderer/timeline/follow-view.ts';
import { type RefusedTitle, sayRefused, whyNot } from '#renderer/timeline/report.ts';
import { bookCopy } from '#renderer/timeline/visit-acts.ts';

/** A chip that was let go, as the calendar reports it; the calendar already shows it there. */
export type Dropped = { readonly event: EventApi; revert(): void; readonly jsEvent: MouseEvent };

export type Landing = {
  readonly board: Board;
  /** Makes a document's chips equal to the view again. */
  settle(documentId: string, heldId: string): void;
  /** Where the chip was drawn when it was let go. */
  readonly from: DOMRect | null;
};

/** A visit or a block was dropped on a row. */
export function landMove(landing: Landing, dropped: Dropped): void {
  const { board } = landing;
  const { view } = board.desk;
  const to = rowOf(board, dropped.event.getResources()[0]?.id ?? '');
  if (board.drag.isCancelled || to === null) return dropped.revert();
  if (isGone(board, dropped)) return;
  const face = faceOf(dropped.event);
  const { start, end } = intervalOf(dropped.event);
  const block = face.kind === 'block' ? view.find('blocks', face.blockId) : null;
  if (block !== null)
    return void ask(landing, dropped, blockMeant(block, { resourceId: to.id, start, end }), 'titleBlock');
  const held = board.drag.held.get();
  if (held === null) return dropped.revert();
  if (!isCopy(dropped.jsEvent)) return void ask(landing, dropped, moveMeant({ ...held, to, start }), 'title');
  dropped.revert();
  landing.settle(held.appointment.id, dropped.event.id);
  const drop = { ...held, to, start };
  void bookCopy(board, drop, handOver(board, copyIntent(drop, NOBODY)));
}

/** An edge of a visit or a block was let go. */
export function landResize(landing: Landing, dropped: Dropped): void {
  const { board } = landing;
  if (board.drag.isCancelled) return dropped.revert();
  if (isGone(board, dropped)) return;
  const face = faceOf(dropped.event);
  const to = intervalOf(dropped.event);
  const block = face.kind === 'block' ? board.desk.view.find('blocks', face.blockId) : null;
  if (block !== null) {
    return void ask(landing, dropped, blockMeant(block, { resourceId: block.resourceId, ...to }), 'titleBlock');
  }
  const held = board.drag.held.get();
  if (held === null) return dropped.revert();
  void ask(landing, dropped, resizeMeant({ ...held, to }), 'titleResize');
}

const labels: Readonly<Partial<Record<RefusedTitle, string>>> = {
  title: 'timeline.undo.move',
  titleResize: 'timeline.undo.resize',
  titleBlock: 'timeline.undo.block',
};

/** Asks the desk; what it refuses glides back to where it came from, with the reason. */
async function ask(landing: Landing, dropped: Dropped, meant: Meant, title: RefusedTitle): Promise<void> {
  const { board, settle, from } = landing;
  const face = faceOf(dropped.event);
  const documentId = documentIdOf(face);
  const how = { label: labels[title] ?? 'timeline.undo.move', at: from ?? pointOf(dropped.jsEvent) };
  const { isDone, why } = await askDesk(board, meant, how);
  if (!isDone) dropped.revert();
  settle(documentId, dropped.event.id);
  if (isDone) return;
  glideBack(board.root(), dropped.event.id, from);
  if (why !== null) sayRefused(board, title, why);
}

type Asked = { readonly isDone: boolean; readonly why: string | null };
type How = { readonly label: string; readonly at: DropBox };

function pointOf({ clientX: x, clientY: y }: MouseEvent): DropBox {
  return { left: x, right: x, top: y, bottom: y };
}

/** Not done and no reason: nothing was meant, or the person changed their mind about a series. */
async function askDesk(board: Board, meant: Meant, how: How): Promise<Asked> {
  if (meant.kind === 'nothing') return { isDone: false, why: null };
  if (meant.kind === 'misfit') return { isDone: false, why: misfitWords(board, meant) };
  const hold = handOver(board, meant.intent);
  const submission = await submitAsked(board.desk, meant.intent, { ...how, ...(hold !== null && { hold }) });
  hold?.close();
  const why = submission === null ? null : whyNot(board, submission);
  return { isDone: submission !== null && why === null, why };
}

/** What is kept may still be the place before this one: then it is given back, and the command goes without it. */
function handOver(board: Board, intent: CommandIntent): HoldHandle | null {
  board.drag.keep(intent);
  return board.drag.takeHold();
}

/** Deleted by another desk while it was in hand: the calendar has just put it back. */
function isGone(board: Board, { event }: Dropped): boolean {
  const face = faceOf(event);
  const { view } = board.desk;
  const isThere =
    face.kind === 'visit'
      ? view.find('appointments', face.appointmentId) !== null
      : view.find('blocks', documentIdOf(face))?.isRemoved === false;
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

export function intervalOf(event: EventApi): { start: Instant; end: Instant } {
  return { start: instant(event.start?.getTime() ?? 0), end: instant(event.end?.getTime() ?? 0) };
}
