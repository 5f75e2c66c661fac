import { appointmentResourceIds } from '#shared/scheduling/appointment.ts';
import type { AppointmentStatus } from '#shared/scheduling/appointment-status.ts';
import type { Instant } from '#shared/time/instant.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import type { HoldHandle } from '#renderer/replica/holds/hold-handle.ts';
import { type Board, rowOf } from '#renderer/timeline/board.tsx';
import { copyIntent, type Drop, pasteDrop } from '#renderer/timeline/drag-to-command.ts';
import { sayDone, sayRefused, submitOrSay } from '#renderer/timeline/report.ts';
import { sayGone } from '#renderer/timeline/say-gone.ts';
import { timeRange } from '#renderer/timeline/words.ts';

/** One step of a visit's status; cancelling asks first. */
export async function becomeStatus(board: Board, appointmentId: string, to: AppointmentStatus): Promise<void> {
  if (to === 'cancelled') return board.cancelling.set(appointmentId);
  const appointment = board.desk.view.find('appointments', appointmentId);
  if (appointment === null) return;
  const resourceIds = [...appointmentResourceIds(appointment)];
  const input = { appointmentId, to, seenStatus: appointment.status, resourceIds };
  const how = { label: 'timeline.undo.status', title: 'titleStatus' } as const;
  if (await submitOrSay(board, { name: 'appointment.change-status', input }, how)) sayGone(board, appointment, to);
}

export async function cancelVisit(board: Board, appointmentId: string, reason: string): Promise<boolean> {
  const how = { label: 'timeline.undo.cancel', title: 'titleStatus' } as const;
  const appointment = board.desk.view.find('appointments', appointmentId);
  const isDone = await submitOrSay(board, { name: 'appointment.cancel', input: { appointmentId, reason } }, how);
  if (isDone && appointment !== null) sayGone(board, appointment, 'cancelled');
  return isDone;
}

export function copyVisit(board: Board, appointmentId: string): void {
  board.copied.set(appointmentId);
  sayDone(board.t('timeline.copied'));
}

/** Books what was copied once more, on this row at this time. */
export async function pasteVisit(board: Board, resourceId: string, start: Instant): Promise<void> {
  const { view } = board.desk;
  const copiedId = board.copied.get();
  const appointment = copiedId === null ? null : view.find('appointments', copiedId);
  const row = rowOf(board, resourceId);
  if (appointment === null || row === null) return;
  const drop = pasteDrop(appointment, row, start, (id): Resource | null => view.find('resources', id));
  if (drop === null) return sayRefused(board, 'titleCopy', board.t('timeline.refused.no-row'));
  await bookCopy(board, drop);
}

/** @param hold what kept the place while the copy was carried there; given back when it was not taken along. */
export async function bookCopy(board: Board, drop: Drop, hold: HoldHandle | null = null): Promise<void> {
  const id = crypto.randomUUID();
  const how = { label: 'timeline.undo.copy', title: 'titleCopy', hold } as const;
  const isDone = await submitOrSay(board, copyIntent(drop, id), how);
  hold?.close();
  if (!isDone) return;
  const made = board.desk.view.find('appointments', id);
  if (made === null) return;
  const time = timeRange(made, board.scene().zone);
  sayDone(board.t('timeline.copiedTo', { time, row: drop.to.name }));
  board.asks.onSelect(id);
}

export async function giveTimeBack(board: Board, blockId: string): Promise<void> {
  const how = { label: 'timeline.undo.unblock', title: 'titleBlock' } as const;
  await submitOrSay(board, { name: 'block.remove', input: { blockId } }, how);
}
