import { type Instant } from '#shared/time/instant.ts';
import { temporal } from '#shared/time/temporal.ts';
import type { WallClock } from '#shared/time/wall-clock.ts';
import type { ZoneId } from '#shared/time/zone.ts';

/** The offset from `from` on, until the next one of its year. */
type Step = { readonly from: number; readonly offset: number };

const clocks = new Map<ZoneId, WallClock>();

/**
 * The wall clock of an IANA zone. Temporal tells its changes, once per year asked for; after that an offset is a
 * look-up, a hundred times cheaper, which is what lets a day view resolve thousands of series.
 */
export function zoneClock(zone: ZoneId): WallClock {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const years = new Map<number, readonly Step[]>();
  const clock: WallClock = {
    offsetAt: (at) => {
      const year = new Date(at).getUTCFullYear();
      let steps = years.get(year);
      if (steps === undefined) {
        steps = stepsOf(year, zone);
        years.set(year, steps);
      }
      return offsetIn(steps, at);
    },
  };
  // Zones come from outside too; an address book of made-up aliases must not grow this for ever.
  if (clocks.size > 1_000) clocks.clear();
  clocks.set(zone, clock);
  return clock;
}

function offsetIn(steps: readonly Step[], at: Instant): number {
  for (let index = steps.length - 1; index > 0; index -= 1) {
    const step = steps[index];
    if (step !== undefined && step.from <= at) return step.offset;
  }
  return steps[0]?.offset ?? 0;
}

function stepsOf(year: number, zone: ZoneId): readonly Step[] {
  const end = Date.UTC(year + 1, 0, 1);
  let wall = temporal.Instant.fromEpochMilliseconds(Date.UTC(year, 0, 1)).toZonedDateTimeISO(zone);
  const steps: Step[] = [stepOf(wall)];
  for (;;) {
    const next = wall.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds >= end) return steps;
    steps.push(stepOf(next));
    wall = next;
  }
}

function stepOf(wall: Temporal.ZonedDateTime): Step {
  return { from: wall.epochMilliseconds, offset: Math.trunc(wall.offsetNanoseconds / 1_000_000) };
}
