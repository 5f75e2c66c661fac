import { onceAt } from '#shared/calendars/export/written-time.ts';
import type { WrittenEvent, WrittenWords } from '#shared/calendars/write-calendar.ts';
import { type TimeOff, timeOffIntervals } from '#shared/scheduling/time-off.ts';
import { localDate } from '#shared/time/local.ts';
import type { ZoneId } from '#shared/time/zone.ts';

type Telling = { readonly zone: ZoneId; readonly words: WrittenWords };

/** Approved time off: whole days as one stretch of the resource's local days, hours as an event on each day (IC4). */
export function timeOffEvents(timeOff: TimeOff, { zone, words }: Telling): readonly WrittenEvent[] {
  if (timeOff.state !== 'approved') return [];
  return timeOffIntervals(timeOff, zone).map((interval) => ({
    ...words,
    uid: `${timeOff.id}${timeOff.hours === null ? '' : `-${localDate(interval.start, zone)}`}@frontdesk`,
    status: 'CONFIRMED',
    sequence: timeOff.version,
    series: onceAt(zone, interval),
  }));
}
