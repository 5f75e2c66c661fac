import type { TFunction } from 'i18next';
import type { CalendarItem, Recurring } from '#shared/importing/calendar/calendar-plan.ts';
import { describeRule } from '#shared/scheduling/recurrence/describe-rule.ts';
import { parseRule } from '#shared/scheduling/recurrence/parse-rule.ts';
import { type Instant, instant } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import { localDate } from '#shared/time/local.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';
import { formatSpan, formatTime } from '#renderer/ui/format-time.ts';

export type WordStyle = { readonly zone: ZoneId; readonly language: string; readonly t: TFunction };

/** `Tue 24 Nov 2026, 09:00–10:00`, `Wed 25 Nov 2026, all day`, or from one day to another. */
export function whenWords(item: CalendarItem, style: WordStyle): string {
  return item.isAllDay ? daysWords(item, style) : spanWords(item, style);
}

/** The same of any stretch of time. */
export function spanWords({ start, end }: Interval, { zone, language }: WordStyle): string {
  const day = (at: Instant): string => formatTime(at, zone, { style: 'day', language });
  const time = (at: Instant): string => formatTime(at, zone, { style: 'time', language });
  const between = language === 'zh' ? ' ' : ', ';
  if (localDate(start, zone) === localDate(instant(Math.max(start, end - 1)), zone))
    return `${day(start)}${between}${formatSpan(start, end, { zone, language })}`;
  return `${day(start)}${between}${time(start)} – ${day(end)}${between}${time(end)}`;
}

function daysWords({ start, end }: Interval, { zone, language, t }: WordStyle): string {
  const day = (at: Instant): string => formatTime(at, zone, { style: 'day', language });
  const [first, last] = [day(start), day(instant(end - 1))];
  const days = first === last ? first : `${first} – ${last}`;
  return t('importing.calendar.allDay', { days });
}

/** When the file has it on clocks that differ from the location's just then; null where they show the same. */
export function fileZoneWords(item: CalendarItem, { zone, language, t }: WordStyle): string | null {
  if (item.via === 'floating' && !item.isAllDay) return t('importing.calendar.floating');
  const differs = zoneClock(item.zone).offsetAt(item.start) !== zoneClock(zone).offsetAt(item.start);
  if (item.isAllDay || !differs) return null;
  const time = formatSpan(item.start, item.end, { zone: item.zone, language });
  return t('importing.calendar.inFile', { time, zone: placeName(item.zone) });
}

/** `every second Tuesday at 09:00, 12 times`, on the clocks of the file. */
export function ruleWords({ zone: fileZone, recurring }: CalendarItem, style: WordStyle): string | null {
  if (recurring === null) return null;
  const { rules, start, clock, dates } = recurring;
  const locale = style.language.startsWith('zh') ? 'zh' : 'en';
  const words = rules.flatMap((text) => {
    const rule = parseRule(text);
    return rule.ok ? [describeRule({ rule: rule.value, start, clock }, locale)] : [];
  });
  if (words.length === 0) return style.t('importing.calendar.onDates', { count: dates ?? 0 });
  const all = new Intl.ListFormat(style.language, { type: 'conjunction' }).format(words);
  return fileZone === style.zone ? all : style.t('importing.calendar.ruleIn', { rule: all, zone: placeName(fileZone) });
}

/** `Europe/Berlin` as `Berlin`: what of a zone's name people read. */
export function placeName(zone: ZoneId): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

/** What becomes of a rule that is not taken as it is. */
export function recurringNotes(recurring: Recurring, isBlocks: boolean, style: WordStyle): readonly string[] {
  const { trimmedAt, dates, horizon, clockChanges } = recurring;
  const { t, zone, language } = style;
  const date = (at: Instant): string => formatTime(at, zone, { style: 'date', language });
  return [
    ...(trimmedAt === null ? [] : [t('importing.calendar.trimmed', { count: dates ?? 0, date: date(trimmedAt) })]),
    ...(isBlocks && horizon === null ? [t('importing.calendar.eachBlock', { count: dates ?? 0 })] : []),
    ...(isBlocks && horizon !== null
      ? [
          t('importing.calendar.eachBlockWithin', {
            count: dates ?? 0,
            from: date(horizon.start),
            until: date(horizon.end),
          }),
        ]
      : []),
    ...(!isBlocks && dates === null ? [t('importing.calendar.endless')] : []),
    ...(clockChanges > 0 ? [t('importing.calendar.clockChanges', { count: clockChanges })] : []),
  ];
}
