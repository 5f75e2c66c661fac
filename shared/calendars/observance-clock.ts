import { readMoment, readSpans } from '#shared/calendars/calendar-values.ts';
import { type Component, propertiesOf, propertyOf } from '#shared/calendars/component-tree.ts';
import { parseRule } from '#shared/scheduling/recurrence/parse-rule.ts';
import { findWalls } from '#shared/scheduling/recurrence/pattern.ts';
import { planOf } from '#shared/scheduling/recurrence/plan.ts';
import { type Instant, instant, LATEST } from '#shared/time/instant.ts';
import { wall, type Wall } from '#shared/time/wall.ts';
import type { WallClock } from '#shared/time/wall-clock.ts';

type Onset = { readonly at: Instant; readonly offset: number; readonly before: number };

/** The wall clock that a file's own VTIMEZONE describes, or null when it describes none. */
export function observanceClock(timezone: Component): WallClock | null {
  const onsets = timezone.components.flatMap(onsetsOf).sort((a, b) => a.at - b.at);
  const [first] = onsets;
  if (first === undefined) return null;
  return {
    offsetAt: (at) => {
      let [low, high] = [0, onsets.length];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((onsets[middle]?.at ?? 0) <= at) low = middle + 1;
        else high = middle;
      }
      return low === 0 ? first.before : (onsets[low - 1]?.offset ?? first.before);
    },
  };
}

/** The same offset for ever. */
export function fixedClock(offset: number): WallClock {
  return { offsetAt: () => offset };
}

/** STANDARD or DAYLIGHT: when it begins, on the wall of the offset before it. */
function onsetsOf(observance: Component): readonly Onset[] {
  if (observance.name !== 'STANDARD' && observance.name !== 'DAYLIGHT') return [];
  const start = wallOf(observance);
  const before = offsetOf(propertyOf(observance, 'TZOFFSETFROM')?.value ?? '');
  const offset = offsetOf(propertyOf(observance, 'TZOFFSETTO')?.value ?? '');
  if (start === null || before === null || offset === null) return [];
  const clock = fixedClock(before);
  const rules = propertiesOf(observance, 'RRULE').flatMap(({ value }) => {
    const rule = parseRule(value);
    return rule.ok ? [planOf(rule.value, start, clock)] : [];
  });
  const dates = propertiesOf(observance, 'RDATE').flatMap((property) =>
    readSpans(property).flatMap((span) => {
      if (span === null) return [];
      return [span.start.kind === 'utc' ? wall(span.start.at + before) : wall(span.start.at)];
    }),
  );
  const added = [start, ...dates].sort((a, b) => a - b);
  const pattern = { clock, plans: rules, added, excluded: new Set<Wall>(), excludedDays: new Set<number>() };
  const { walls } = findWalls(pattern, { from: added[0] ?? start, to: wall(LATEST) });
  return walls.map((at) => ({ at: instant(at - before), offset, before }));
}

function wallOf(observance: Component): Wall | null {
  const property = propertyOf(observance, 'DTSTART');
  const moment = property === null ? null : readMoment(property);
  // A VTIMEZONE's times are on its own wall, whatever stands after them.
  return moment === null ? null : wall(moment.at);
}

/** `+0530`, `-080000`; in milliseconds. */
export function offsetOf(text: string): number | null {
  const match = /^([+-])(\d{2}):?(\d{2}):?(\d{2})?$/.exec(text.trim());
  if (match === null) return null;
  const ms = ((Number(match[2]) * 60 + Number(match[3])) * 60 + Number(match[4] ?? 0)) * 1_000;
  return match[1] === '-' ? 0 - ms : ms;
}
