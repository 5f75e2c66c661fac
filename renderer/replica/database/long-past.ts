import type { LocalDate } from '#shared/time/local.ts';
import type { View } from '#renderer/replica/desk.ts';

/** More than the feed's window reaches back. */
const KEPT_DAYS = 28;

/**
 * What ended long before the weeks that desks carry; the feed does not mention it any more (SPEC, PL4). Not what waits in
 * the inbox, nor what a pending command shows in another state than the server has it: it may be refused.
 */
export function longPast(view: View, anchor: LocalDate) {
  const before = Date.parse(`${anchor}T00:00:00Z`) - KEPT_DAYS * 86_400_000;
  const appointments = [...view.all('appointments').values()].filter(
    ({ id, end, displacement }) => end < before && displacement === null && !view.isPending('appointments', id),
  );
  const blocks = [...view.all('blocks').values()].filter(
    ({ id, end }) => end < before && !view.isPending('blocks', id),
  );
  return { appointments: appointments.map(({ id }) => id), blocks: blocks.map(({ id }) => id) };
}
