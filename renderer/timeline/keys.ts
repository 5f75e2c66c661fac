import { instant } from '#shared/time/instant.ts';
import { type Board, rowOf } from '#renderer/timeline/board.tsx';
import { chipElement, eventIdAt, isDirection, neighbour } from '#renderer/timeline/chip-elements.ts';
import { misfitWords } from '#renderer/timeline/landing.ts';
import { faceOf } from '#renderer/timeline/follow-view.ts';
import { type Nudge, nudgeMeant, nudgeOf } from '#renderer/timeline/nudge.ts';
import { sayRefused, submitOrSay } from '#renderer/timeline/report.ts';
import { copyVisit, giveTimeBack } from '#renderer/timeline/visit-acts.ts';
import { isWriting } from '#renderer/timeline/yield-to-person.ts';

/** Keys on a chip that has the focus. Presses wait for each other, so that each starts from where the last one led. */
export function createKeys(board: Board): (event: KeyboardEvent) => void {
  let last: Promise<void> = Promise.resolve();
  return (event) => {
    const eventId = eventIdAt(event.target);
    const root = board.root();
    if (eventId === null || root === null) return;
    const nudge = nudgeOf(event);
    if (nudge !== null) last = last.then(() => doNudge(board, eventId, nudge));
    else if (!doKey(board, root, eventId, event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

function doKey(board: Board, root: HTMLElement, eventId: string, event: KeyboardEvent): boolean {
  const drawn = board.api()?.getEventById(eventId) ?? null;
  const face = drawn === null ? null : faceOf(drawn);
  const hasModifier = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
  if (face === null || event.target === null) return false;
  if (isDirection(event.key) && !hasModifier) {
    const from = chipElement(root, eventId);
    const next = from === null ? null : neighbour(root, from, event.key);
    next?.focus();
    next?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    return true;
  }
  if ((event.key === 'Delete' || event.key === 'Backspace') && !hasModifier) {
    if (face.kind === 'visit') board.cancelling.set(face.appointmentId);
    if (face.kind === 'block') void giveTimeBack(board, face.blockId);
    return true;
  }
  const isCopyKey = event.key.toLowerCase() === 'c' && (event.ctrlKey || event.metaKey);
  if (!isCopyKey || face.kind !== 'visit') return false;
  copyVisit(board, face.appointmentId);
  return true;
}

async function doNudge(board: Board, eventId: string, nudge: Nudge): Promise<void> {
  const drawn = board.api()?.getEventById(eventId) ?? null;
  const face = drawn === null ? null : faceOf(drawn);
  if (drawn === null || face?.kind !== 'visit') return;
  const appointment = board.desk.view.find('appointments', face.appointmentId);
  const resourceId = drawn.getResources()[0]?.id ?? '';
  const row = rowOf(board, resourceId);
  if (appointment === null || row === null) return;
  const span = { resourceId, start: instant(drawn.start?.getTime() ?? 0), end: instant(drawn.end?.getTime() ?? 0) };
  const { rows, snapMinutes } = board.scene();
  const meant = nudgeMeant(nudge, { appointment, span, row, rows, snapMinutes });
  if (meant.kind === 'misfit') return sayRefused(board, 'titleResize', misfitWords(board, meant));
  if (meant.kind === 'nothing') return;
  const isResize = nudge.kind === 'resize';
  const how = isResize
    ? ({ label: 'timeline.undo.resize', title: 'titleResize' } as const)
    : ({ label: 'timeline.undo.move', title: 'title' } as const);
  if (await submitOrSay(board, meant.intent, how)) focusSoon(board, eventId);
}

/** Frames in which a chip that goes to another row is drawn anew, more than once where many rows are. */
const SETTLING_FRAMES = 12;

/** The chip may be drawn anew on another row: the focus goes with it, until it stays, or somebody takes it elsewhere. */
export function focusSoon(board: Board, eventId: string): void {
  let frame = 0;
  const next = (): void => {
    frame += 1;
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if ((frame === 2 && !isWriting()) || (frame > 2 && isLost)) {
      const el = chipElement(board.root(), eventId);
      el?.focus({ preventScroll: true });
      el?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
    if (frame < SETTLING_FRAMES) requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
}
