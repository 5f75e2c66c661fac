import { describeRule } from '#shared/scheduling/recurrence/describe-rule.ts';
import { parseRule } from '#shared/scheduling/recurrence/parse-rule.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { mustBeWall } from '#shared/time/wall.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';
import type { TimeStyle } from '#renderer/appointments/format-time.ts';

/**
 * `every second Tuesday at 09:00, 12 times`; empty for a series of single dates. A rule is a time of its own zone, which
 * is named where another one is shown.
 * @param isPart others go on from it, or it goes on from them: how often it recurs by itself is nothing to say.
 */
export function seriesWords({ rules, start, zone }: BookedSeries, shown: TimeStyle, isPart = false): string {
  const locale = shown.language === 'zh' ? 'zh' : 'en';
  const words = rules.flatMap((text) => {
    const parsed = parseRule(text);
    if (!parsed.ok) return [];
    const rule = isPart ? { ...parsed.value, count: null, until: null } : parsed.value;
    return [describeRule({ rule, start: mustBeWall(start), clock: zoneClock(zone) }, locale)];
  });
  const all = words.join('; ');
  return all === '' || zone === shown.zone ? all : `${all} (${zone.replaceAll('_', ' ')})`;
}
