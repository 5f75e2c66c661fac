import type { Instant } from '#shared/time/instant.ts';
import type { ZoneId } from '#shared/time/zone.ts';

type Moment = { readonly now: Instant; readonly zone: ZoneId; readonly language: string };

/** `24 Nov, 00:00`, as the location's wall shows it; without the day where that is today. */
export function untilWords(until: Instant, { now, zone, language }: Moment): string {
  const day = new Intl.DateTimeFormat(language, { timeZone: zone, day: 'numeric', month: 'short' });
  const time = new Intl.DateTimeFormat(language, {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const isToday = day.format(now) === day.format(until);
  return isToday ? time.format(until) : `${day.format(until)}, ${time.format(until)}`;
}
