import { expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { describeRule } from '#shared/scheduling/recurrence/describe-rule.ts';
import { parseRule } from '#shared/scheduling/recurrence/parse-rule.ts';
import { mustBeWall } from '#shared/time/wall.ts';
import { parseZone } from '#shared/time/zone.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';

const clock = zoneClock(must(parseZone('Europe/Berlin'), 'Berlin'));

test.each([
  ['FREQ=DAILY', 'every day at 09:00', '每天 09:00'],
  ['FREQ=DAILY;INTERVAL=3', 'every 3 days at 09:00', '每 3 天 09:00'],
  ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'every weekday at 09:00', '每个工作日 09:00'],
  ['FREQ=WEEKLY', 'every Tuesday at 09:00', '每周二 09:00'],
  ['FREQ=WEEKLY;INTERVAL=2;COUNT=12', 'every second Tuesday at 09:00, 12 times', '每两周的周二 09:00，共 12 次'],
  [
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20260504T070000Z',
    'every second Tuesday at 09:00, until 4 May 2026',
    '每两周的周二 09:00，直到 2026年5月4日',
  ],
  [
    'FREQ=WEEKLY;BYDAY=TU,TH;BYHOUR=9,14',
    'every week on Tuesday and Thursday at 09:00 and 14:00',
    '每周的周二和周四 09:00和14:00',
  ],
  ['FREQ=MONTHLY', 'every month on the 6th at 09:00', '每月6日 09:00'],
  ['FREQ=MONTHLY;BYDAY=2TU', 'every month on the 2nd Tuesday at 09:00', '每月的第 2 个周二 09:00'],
  [
    'FREQ=MONTHLY;BYDAY=-1FR;COUNT=1',
    'every month on the last Friday at 09:00, once',
    '每月的最后一个周五 09:00，仅一次',
  ],
  ['FREQ=MONTHLY;BYMONTHDAY=15,-1', 'every month on the last day and the 15th at 09:00', '每月最后一天和15日 09:00'],
  ['FREQ=YEARLY', 'every year in January on the 6th at 09:00', '每年1月6日 09:00'],
  ['FREQ=YEARLY;BYMONTH=5;BYDAY=1SU', 'every year in May on the 1st Sunday at 09:00', '每年5月的第 1 个周日 09:00'],
])('%s is told as "%s" and "%s"', (text, english, chinese) => {
  const rule = parseRule(text);
  if (!rule.ok) throw new Error(rule.refusal.code);
  const described = { rule: rule.value, start: mustBeWall('2026-01-06T09:00:00'), clock };
  expect([describeRule(described, 'en'), describeRule(described, 'zh')]).toEqual([english, chinese]);
});
