import type { ClockFault } from '#shared/time/clock-change.ts';
import { clockFault } from '#shared/time/clock-change.ts';
import type { SeriesDecision } from '#shared/commands/series/series-decision.ts';
import type { Instant } from '#shared/time/instant.ts';
import { mustBeWall } from '#shared/time/wall.ts';
import { type Disambiguation, resolveWall } from '#shared/time/wall-clock.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';

/** The wall times that a command brings itself; what its rules make of them follows RR2. */
export type AskedTimes = {
  readonly zone: ZoneId;
  readonly start: string;
  readonly added: readonly string[];
  readonly disambiguation?: Disambiguation | undefined;
};

/** The first of the times that is skipped or shown twice, while nobody said which is meant (SR12). */
export function timesFault(times: AskedTimes): { readonly code: ClockFault; readonly field: string } | null {
  const named = [['start', times.start] as const, ...times.added.map((text, at) => [`added.${at}`, text] as const)];
  for (const [field, text] of named) {
    const code = clockFault(mustBeWall(text), times);
    if (code !== null) return { code, field };
  }
  return null;
}

/** By recurrence id, the dates that were asked for on the other side of a clock change than RR2 takes. */
export function askedSides({ zone, start, added, disambiguation }: AskedTimes): Map<string, Instant> {
  const sides = new Map<string, Instant>();
  if (disambiguation === undefined || disambiguation === 'reject') return sides;
  const clock = zoneClock(zone);
  for (const text of [start, ...added]) {
    const asked = resolveWall(mustBeWall(text), clock, disambiguation).instant;
    if (asked !== null && asked !== resolveWall(mustBeWall(text), clock).instant) sides.set(text, asked);
  }
  return sides;
}

/** What was decided for each date, and that those are had on the side that was asked for. */
export function withAskedSides(decisions: readonly SeriesDecision[], times: AskedTimes | undefined): SeriesDecision[] {
  if (times === undefined) return [...decisions];
  const sides = askedSides(times);
  for (const { kind, recurrenceId } of decisions) if (kind !== 'book-anyway') sides.delete(recurrenceId);
  const shifts = [...sides].map(([recurrenceId, start]) => ({ kind: 'shift' as const, recurrenceId, start }));
  return [...decisions.filter(({ recurrenceId }) => !sides.has(recurrenceId)), ...shifts];
}
