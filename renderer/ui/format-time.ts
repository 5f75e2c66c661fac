import type { Instant } from '#shared/time/instant.ts';
import type { ZoneId } from '#shared/time/zone.ts';

type Style = 'date' | 'day' | 'time' | 'day-and-time' | 'long-day';

const styles: Readonly<Record<Style, Intl.DateTimeFormatOptions>> = {
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  day: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  'long-day': { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  'day-and-time': {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  },
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** An instant as the wall calendar and clock of `zone` show it, in the reader's language. */
export function formatTime(
  at: Instant,
  zone: ZoneId,
  { style, language }: { readonly style: Style; readonly language: string },
): string {
  const key = `${language} ${zone} ${style}`;
  const locale = language === 'en' ? 'en-GB' : language;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...styles[style], timeZone: zone });
  formats.set(key, format);
  return format.format(at);
}

/** "10:30–11:15". */
export function formatSpan(
  start: Instant,
  end: Instant,
  { zone, language }: { readonly zone: ZoneId; readonly language: string },
): string {
  const style = { style: 'time', language } as const;
  return `${formatTime(start, zone, style)}–${formatTime(end, zone, style)}`;
}
