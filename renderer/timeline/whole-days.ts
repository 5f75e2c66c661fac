import type { Interval } from '#shared/time/interval.ts';
import { addDays, dayInterval, localDate } from '#shared/time/local.ts';
import type { ZoneId } from '#shared/time/zone.ts';

/** The local days that lie wholly in the interval, from the first one's start to the last one's end. */
export function wholeDays({ start, end }: Interval, zone: ZoneId): Interval {
  const first = localDate(start, zone);
  const begin = dayInterval(first, zone);
  return {
    start: begin.start === start ? start : dayInterval(addDays(first, 1), zone).start,
    end: dayInterval(localDate(end, zone), zone).start,
  };
}
