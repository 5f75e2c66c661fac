import type { Instant } from '#shared/time/instant.ts';
import { overlaps } from '#shared/time/interval.ts';
import { addDays, localDate, localMinute } from '#shared/time/local.ts';
import type { Board } from '#renderer/timeline/board.tsx';
import { chipElement } from '#renderer/timeline/chip-elements.ts';
import { spansOf, visitEventId } from '#renderer/timeline/to-calendar-events.ts';

/** Scrolls so that the hour before this time is at the left; nothing happens when its day is not on the screen. */
export function scrollToInstant(board: Board, at: Instant): void {
  const { window, zone } = board.scene();
  const date = localDate(at, zone);
  let day = localDate(window.start, zone);
  for (let days = 0; days < 7; days += 1, day = addDays(day, 1)) {
    if (day !== date) continue;
    const minute = Math.max(0, localMinute(at, zone) - 60);
    return board.api()?.scrollToTime({ minutes: days * 1440 + minute });
  }
}

/**
 * The visit's chip, scrolled into sight. Rows and hours far away are not drawn until they are near: null then, and the
 * chip is there some frames after the calendar has scrolled towards it.
 */
export function scrollToVisit(board: Board, appointmentId: string, how: ScrollLogicalPosition): HTMLElement | null {
  const { view } = board.desk;
  const { window, filter } = board.scene();
  const appointment = view.find('appointments', appointmentId);
  if (appointment === null || !overlaps(appointment, window)) return null;
  const spans = spansOf(appointment);
  const chips = spans.flatMap((_, at) => chipElement(board.root(), visitEventId(appointmentId, at)) ?? []);
  const chip = chips.find((one) => isInSight(one, board.root())) ?? chips[0];
  if (chip !== undefined) {
    if (how === 'center' || !isInSight(chip, board.root())) chip.scrollIntoView({ block: how, inline: how });
    return chip;
  }
  const rowId = spans.find((span) => filter.resourceIds.has(span.resourceId))?.resourceId;
  if (rowId === undefined) return null;
  board.api()?.trigger('_resourceScrollRequest', rowId);
  scrollToInstant(board, appointment.start);
  return null;
}

function isInSight(chip: HTMLElement, root: HTMLElement | null): boolean {
  const { left, right, top, bottom } = chip.getBoundingClientRect();
  const frame = root?.getBoundingClientRect();
  if (frame === undefined) return false;
  return left >= frame.left && right <= frame.right && top >= frame.top && bottom <= frame.bottom;
}
