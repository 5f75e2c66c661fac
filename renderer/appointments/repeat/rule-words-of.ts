import type { TFunction } from 'i18next';
import type { PreviewDate } from '#shared/commands/series/preview-date.ts';
import { describeRule } from '#shared/scheduling/recurrence/describe-rule.ts';
import { parseRule } from '#shared/scheduling/recurrence/parse-rule.ts';
import { mustBeWall } from '#shared/time/wall.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';
import { longDate, type TimeStyle } from '#renderer/appointments/format-time.ts';
import type { RepeatStart } from '#renderer/appointments/repeat/repeat-form.ts';

type Around = {
  readonly dates: readonly Pick<PreviewDate, 'start'>[];
  /** The dates are all there are. */
  readonly isWhole: boolean;
  readonly style: TimeStyle;
  readonly t: TFunction;
};

/** `every second Tuesday at 09:00, 12 times, until 4 May 2027`. */
export function ruleWordsOf(ruleText: string, start: RepeatStart, { dates, isWhole, style, t }: Around): string {
  const parsed = parseRule(ruleText);
  if (!parsed.ok) return '';
  const wall = mustBeWall(`${start.date}T${start.time}`);
  const locale = style.language === 'zh' ? 'zh' : 'en';
  const words = describeRule({ rule: parsed.value, start: wall, clock: zoneClock(start.zone) }, locale);
  const last = dates.at(-1);
  if (last === undefined || !isWhole) return words;
  // A rule by number says how often; the day on which that ends is not to be counted out by hand.
  if (parsed.value.count !== null) {
    return t('appointments.repeat.untilDate', { words, date: longDate(last.start, style) });
  }
  return parsed.value.until === null ? words : t('appointments.repeat.timesInAll', { words, count: dates.length });
}
