import type { CalendarEvent } from '#shared/calendars/calendar-event.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import { seriesIdFrom } from '#shared/scheduling/series/series-id.ts';
import { formatWall } from '#shared/time/wall.ts';

/** Names an event of a file for one resource, the same each time the file comes (IC11). */
export type EventKey = { readonly resourceId: string; readonly event: CalendarEvent };

/** @param piece which day of something that lasts several. */
export function importedBlockId(key: EventKey, piece: number): string {
  return derivedId('import.calendar', [...wordsOf(key), String(piece)].join('\n'));
}

/** Another one than that of a block: one id may hold time once only, and nothing clashes with itself. */
export function importedVisitId(key: EventKey, piece: number): string {
  return derivedId('import.calendar.visit', [...wordsOf(key), String(piece)].join('\n'));
}

/** Links the blocks that one recurring event came to. */
export function importedFromId(key: EventKey): string {
  return derivedId('import.calendar.recurring', wordsOf(key).join('\n'));
}

/** A newer state of a series is another series, and takes the place of the one before. */
export function importedSeriesId(key: EventKey, sequence: number): string {
  return seriesIdFrom(derivedId('import.calendar.series', [...wordsOf(key), String(sequence)].join('\n')));
}

function wordsOf({ resourceId, event }: EventKey): readonly string[] {
  // Without a UID an event is what it says.
  const name = event.uid === '' ? `${formatWall(event.start)} ${event.summary}` : event.uid;
  return [resourceId, name, event.recurrenceId === null ? '' : formatWall(event.recurrenceId)];
}
