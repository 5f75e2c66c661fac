import { formatInTimeZone } from 'date-fns-tz';
import { enGB, zhCN } from 'date-fns/locale';
import type { Weekday } from '#shared/scheduling/recurrence/rule.ts';

const DAY_MS = 86_400_000;
/** Monday, 5 January 1970. */
const MONDAY = 4 * DAY_MS;

/** `Monday` and `Mo`; `星期一` and `一`. */
export function weekdayName(day: Weekday, length: 'long' | 'short', language: string): string {
  const locale = language.startsWith('zh') ? zhCN : enGB;
  return formatInTimeZone(MONDAY + (day - 1) * DAY_MS, 'UTC', length === 'long' ? 'EEEE' : 'EEEEEE', { locale });
}
