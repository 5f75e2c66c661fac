import type { Instant } from '#shared/time/instant.ts';
import type { ZoneId } from '#shared/time/zone.ts';

type Moment = { readonly now: Instant; readonly zone: ZoneId; readonly language: string };

/** `24 Nov, 00:00`, as the location's wall shows it; without the day where that is today. */
export function untilWords(until: Instant, { now, zone, language }: Moment): string {
  // As everywhere else in the app: the day before the month.
  const locale = language.startsWith('en') ? 'en-GB' : language;
  const day = new Intl.DateTimeFormat(locale, { timeZone: zone, day: 'numeric', month: 'short' });
  const time = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const isToday = day.format(now) === day.format(until);
  return isToday ? time.format(until) : `${day.format(until)}, ${time.format(until)}`;
}
