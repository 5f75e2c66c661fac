import { formatInTimeZone } from 'date-fns-tz';
import { enGB, zhCN } from 'date-fns/locale';
import { type Instant, minutesBetween } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import { addDays, type LocalDate, localDate } from '#shared/time/local.ts';
import type { ZoneId } from '#shared/time/zone.ts';

/** Where and for whom a time is written. */
export type TimeStyle = { readonly zone: ZoneId; readonly language: string };

const formats = new Map<string, Intl.DateTimeFormat>();

// Making a format costs about a hundred times what using it does.
function format(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const tag = language === 'zh' ? 'zh-CN' : language === 'en' ? 'en-GB' : language;
  const key = `${tag} ${JSON.stringify(options)}`;
  const made = formats.get(key) ?? new Intl.DateTimeFormat(tag, options);
  formats.set(key, made);
  return made;
}

/** `10:15` on the wall of the zone. */
export function clockTime(at: Instant, { zone, language }: TimeStyle): string {
  return format(language, { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

/** `10:15–10:45`. */
export function clockRange({ start, end }: Interval, style: TimeStyle): string {
  return `${clockTime(start, style)}–${clockTime(end, style)}`;
}

/** `Mon 23 Nov`; with the year when it is another one than now: `Sun 3 Jan 2027`. */
export function shortDay(at: Instant, now: Instant, { zone, language }: TimeStyle): string {
  const isThisYear = localDate(at, zone).slice(0, 4) === localDate(now, zone).slice(0, 4);
  const year = isThisYear ? {} : ({ year: 'numeric' } as const);
  const options = { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short', ...year } as const;
  // With a year, and only then, British English has a comma after the weekday.
  return format(language, options).format(at).replace(', ', ' ');
}

/** `4 May 2027`, `2027年5月4日`. */
export function longDate(at: Instant, { zone, language }: TimeStyle): string {
  return language === 'zh'
    ? formatInTimeZone(at, zone, 'yyyy年M月d日', { locale: zhCN })
    : formatInTimeZone(at, zone, 'd MMMM yyyy', { locale: enGB });
}

/** `Mon 23 Nov`, of a date without a zone; with the year when it is not `today`'s. */
export function fieldDate(date: LocalDate, today: LocalDate, language: string): string {
  const year = date.slice(0, 4) === today.slice(0, 4) ? {} : ({ year: 'numeric' } as const);
  const options = { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short', ...year } as const;
  return format(language, options)
    .format(new Date(`${date}T00:00:00Z`))
    .replace(', ', ' ');
}

/** `10:15` today, else `Mon 23 Nov, 10:15`. */
export function dayAndTime(at: Instant, now: Instant, style: TimeStyle): string {
  const time = clockTime(at, style);
  return localDate(at, style.zone) === localDate(now, style.zone) ? time : withDay(at, now, { ...style, time });
}

/** `10:15` today, `Mon 10:15` within a week, then `Mon 30 Nov, 10:15`; for narrow places. */
export function nearTime(at: Instant, now: Instant, style: TimeStyle): string {
  const today = localDate(now, style.zone);
  const day = localDate(at, style.zone);
  if (day <= today || day > addDays(today, 6)) return dayAndTime(at, now, style);
  const weekday = format(style.language, { timeZone: style.zone, weekday: 'short' }).format(at);
  return `${weekday} ${clockTime(at, style)}`;
}

/** `Mon 23 Nov, 10:15–10:45`. */
export function dayAndRange(interval: Interval, now: Instant, style: TimeStyle): string {
  return withDay(interval.start, now, { ...style, time: clockRange(interval, style) });
}

/** `Mon 23 Nov, 10:15`, on whichever day. */
export function dayWithTime(at: Instant, now: Instant, style: TimeStyle): string {
  return withDay(at, now, { ...style, time: clockTime(at, style) });
}

/** Chinese has no comma there. */
function withDay(at: Instant, now: Instant, { time, ...style }: TimeStyle & { readonly time: string }): string {
  return `${shortDay(at, now, style)}${style.language === 'zh' ? ' ' : ', '}${time}`;
}

/** `GMT+1`: how the zone stands to UTC at that instant. */
export function offsetName(at: Instant, { zone, language }: TimeStyle): string {
  const parts = format(language, { timeZone: zone, timeZoneName: 'shortOffset', hour: 'numeric' }).formatToParts(at);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

const units = { en: { h: 'h', min: 'min' }, zh: { h: '小时', min: '分钟' } } as const;

/** `45 min`, `1 h`, `1 h 30 min`, in the reader's language. */
export function duration(minutes: number, language: string): string {
  const unit = language === 'zh' ? units.zh : units.en;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [hours > 0 ? `${hours} ${unit.h}` : '', rest > 0 || hours === 0 ? `${rest} ${unit.min}` : ''];
  return parts.filter((part) => part !== '').join(' ');
}

export function durationOf({ start, end }: Interval, language: string): string {
  return duration(Math.round(minutesBetween(start, end)), language);
}
