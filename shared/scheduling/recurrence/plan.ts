import { isPlain, type Periods, periodsOf } from '#shared/scheduling/recurrence/periods.ts';
import type { Rule, RuleEnd } from '#shared/scheduling/recurrence/rule.ts';
import { DAY_MS, LAST_WALL, type Wall, wall, wallDay } from '#shared/time/wall.ts';
import { wallAt, type WallClock } from '#shared/time/wall-clock.ts';

/** A rule and its first day, made ready for walking: all on the wall, no zone left. */
export type Plan = {
  readonly rule: Rule;
  readonly start: Wall;
  /** No occurrence starts after it. */
  readonly last: Wall;
  /** Milliseconds after midnight of each time of a matching day, sorted. */
  readonly times: readonly number[];
  /** Null for the rules that rrule-temporal walks. */
  readonly periods: Periods | null;
};

export function planOf(rule: Rule, start: Wall, clock: WallClock): Plan {
  return {
    rule,
    start,
    last: rule.until === null ? LAST_WALL : lastWall(rule.until, clock),
    times: timesOf(rule, start),
    periods: isPlain(rule) ? periodsOf({ rule, start }) : null,
  };
}

/** UNTIL is a moment; occurrences are compared with what the wall showed then. */
function lastWall(end: RuleEnd, clock: WallClock): Wall {
  switch (end.kind) {
    case 'instant':
      return wallAt(end.at, clock);
    case 'wall':
      return end.at;
    case 'date':
      return wall(end.at + DAY_MS - 1);
  }
}

function timesOf(rule: Rule, start: Wall): readonly number[] {
  const msOfDay = start - wallDay(start) * DAY_MS;
  const second = Math.floor(msOfDay / 1_000);
  const hours = rule.hours.length > 0 ? rule.hours : [Math.floor(second / 3_600)];
  const minutes = rule.minutes.length > 0 ? rule.minutes : [Math.floor(second / 60) % 60];
  const seconds = rule.seconds.length > 0 ? rule.seconds : [second % 60];
  // The lists are sorted, so their product is too.
  return hours.flatMap((hour) =>
    minutes.flatMap((minute) => seconds.map((at) => (hour * 3_600 + minute * 60 + at) * 1_000)),
  );
}
