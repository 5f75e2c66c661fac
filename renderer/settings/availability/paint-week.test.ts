import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyToAllDays, isPainted, paint, strokeBetween } from '#renderer/settings/availability/paint-week.ts';
import type { WeeklyHours } from '#shared/scheduling/weekly-hours.ts';

const anyStroke = fc
  .tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 0, max: 95 }), fc.integer({ min: 0, max: 95 }))
  .map(([weekday, a, b]) => strokeBetween(weekday, a * 15, b * 15));

test('whatever was painted before, a stroke is there after it, or gone, and nothing else has changed', () => {
  const anyStrokes = fc.array(fc.tuple(anyStroke, fc.constantFrom('on' as const, 'off' as const)), { maxLength: 8 });
  fc.assert(
    fc.property(anyStrokes, anyStroke, fc.constantFrom('on' as const, 'off' as const), (before, stroke, is) => {
      const hours = before.reduce<WeeklyHours>((all, [one, how]) => paint(all, one, how), []);
      const after = paint(hours, stroke, is);
      for (let weekday = 1; weekday <= 7; weekday += 1) {
        for (let minute = 0; minute < 1440; minute += 15) {
          const isIn = stroke.weekday === weekday && stroke.fromMinute <= minute && minute < stroke.toMinute;
          expect(isPainted(after, weekday, minute)).toBe(isIn ? is === 'on' : isPainted(hours, weekday, minute));
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('strokes that touch are one stretch, and a day can be given to all others', () => {
  const morning = paint([], strokeBetween(2, 480, 705), 'on');
  const whole = paint(morning, strokeBetween(2, 720, 945), 'on');
  expect(whole).toEqual([{ weekday: 2, fromMinute: 480, toMinute: 960 }]);
  expect(copyToAllDays(whole, 2).map(({ weekday }) => weekday)).toEqual([1, 2, 3, 4, 5, 6, 7]);
});
