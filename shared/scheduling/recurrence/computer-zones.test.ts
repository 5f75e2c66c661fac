import { afterAll, describe, expect, test } from 'vitest';
import { describeRule } from '#shared/scheduling/recurrence/describe-rule.ts';
import { nextOccurrences, occurrencesWithin } from '#shared/scheduling/recurrence/occurrences.ts';
import { parseRule } from '#shared/scheduling/recurrence/parse-rule.ts';
import { instant, toIso } from '#shared/time/instant.ts';
import { formatWall, wall } from '#shared/time/wall.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';
import { aSeries } from '#tests/builders/series.ts';

const ownZone = process.env['TZ'];
afterAll(() => {
  process.env['TZ'] = ownZone;
});

const rules = [
  'FREQ=DAILY;COUNT=20',
  'FREQ=WEEKLY;BYDAY=SA,SU;COUNT=8',
  'FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=4',
  'FREQ=YEARLY;BYWEEKNO=13;COUNT=3',
];
const zones = [
  'Europe/Berlin',
  'Africa/Cairo',
  'Australia/Lord_Howe',
  'America/Phoenix',
  'America/Denver',
  'Africa/Casablanca',
];

/** All that the core says about some series that cross clock changes of many zones, as text. */
function everything(): string {
  return zones
    .flatMap((zone) =>
      rules.map((text) => {
        const series = aSeries({ zone, start: '2026-03-21T02:30:00', rules: [text] });
        const found = nextOccurrences(series, wall(0));
        const page = occurrencesWithin(series, {
          start: instant(Date.UTC(2026, 2, 25)),
          end: instant(Date.UTC(2026, 3, 25)),
        });
        const rule = parseRule(text);
        const told = rule.ok
          ? describeRule({ rule: rule.value, start: wall(Date.UTC(2026, 2, 21)), clock: zoneClock(series.zone) }, 'en')
          : '';
        const shown = found.ok
          ? found.value.occurrences.map((one) => `${toIso(one.start)} ${formatWall(one.wall)} ${one.kind}`)
          : [];
        return [zone, told, ...shown, page.ok ? page.value.occurrences.length : 'refused'].join('\n');
      }),
    )
    .join('\n');
}

describe('the computer’s own zone changes nothing', () => {
  process.env['TZ'] = 'UTC';
  const expected = everything();

  test.each([
    ['UTC', 0],
    ['Pacific/Auckland', -720],
    ['America/St_Johns', 150],
    ['Asia/Shanghai', -480],
  ])('under TZ=%s', (zone, offset) => {
    process.env['TZ'] = zone;
    // Unless the runtime took the zone over, the test would prove nothing.
    expect(new Date(2026, 6, 1).getTimezoneOffset()).toBe(offset);
    expect(everything()).toBe(expected);
  });
});
