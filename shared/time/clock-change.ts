import { z } from 'zod';
import { type Instant, instant } from '#shared/time/instant.ts';
import { dayInterval, type LocalDate } from '#shared/time/local.ts';
import { DAY_MS, mustBeWall, type Wall, wall } from '#shared/time/wall.ts';
import { type Disambiguation, disambiguations, resolveWall } from '#shared/time/wall-clock.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';

/** Which side of a clock change is meant; demanded wherever a wall time that does not happen once comes in. */
export const disambiguationSchema = z.enum(disambiguations);

export type ClockFault = 'time-in-gap' | 'time-in-fold';

/** A wall's zone, and what somebody said about times that it skips or shows twice; left out: nothing. */
export type AskedClock = { readonly zone: ZoneId; readonly disambiguation?: Disambiguation | undefined };

/** Why the wall time cannot be taken: it does not happen once, and nobody said which is meant, or said `reject`. */
export function clockFault(at: Wall, { zone, disambiguation }: AskedClock): ClockFault | null {
  const { kind } = resolveWall(at, zoneClock(zone));
  if (kind === 'exact' || (disambiguation !== undefined && disambiguation !== 'reject')) return null;
  return `time-in-${kind}`;
}

/** The same of minutes of a local day. Where a day begins and ends is no question, whatever the clocks do then. */
export function minuteFault(date: LocalDate, minute: number, clock: AskedClock): ClockFault | null {
  return minute % 1440 === 0 ? null : clockFault(wallMinute(date, minute), clock);
}

/** The instant at `minute` of the local day, on the side of a clock change that was asked for. */
export function instantAtMinute(date: LocalDate, minute: number, { zone, disambiguation }: AskedClock): Instant {
  if (minute === 0) return dayInterval(date, zone).start;
  if (minute === 1440) return dayInterval(date, zone).end;
  const side = disambiguation === 'reject' ? 'compatible' : disambiguation;
  return resolveWall(wallMinute(date, minute), zoneClock(zone), side).instant ?? instant(0);
}

function wallMinute(date: LocalDate, minute: number): Wall {
  return wall((Math.floor(mustBeWall(date) / DAY_MS) * 1440 + minute) * 60_000);
}
