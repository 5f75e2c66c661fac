import { type Instant, instant } from '#shared/time/instant.ts';
import { DAY_MS } from '#shared/time/wall.ts';
import type { WallClock } from '#shared/time/wall-clock.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';

type Change = { readonly at: Instant; readonly before: number; readonly after: number };

/** A VTIMEZONE with each change of the zone's offset in the span, for readers that do not know the zone by its name. */
export function timezoneLines(zone: ZoneId, span: { readonly from: Instant; readonly to: Instant }): readonly string[] {
  const clock = zoneClock(zone);
  const changes = changesIn(clock, span);
  const first = clock.offsetAt(span.from);
  const usual = changes.length === 0 ? first : Math.min(first, ...changes.map(({ after }) => after));
  const begin = observance({ at: span.from, before: first, after: first }, usual);
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${zone}`,
    `X-LIC-LOCATION:${zone}`,
    ...begin,
    ...changes.flatMap((change) => observance(change, usual)),
    'END:VTIMEZONE',
  ];
}

function observance({ at, before, after }: Change, usual: number): readonly string[] {
  const kind = after === usual ? 'STANDARD' : 'DAYLIGHT';
  const local = new Date(at + before).toISOString().slice(0, 19).replace(/[-:]/g, '');
  return [
    `BEGIN:${kind}`,
    `DTSTART:${local}`,
    `TZOFFSETFROM:${offsetText(before)}`,
    `TZOFFSETTO:${offsetText(after)}`,
    `END:${kind}`,
  ];
}

function changesIn(clock: WallClock, { from, to }: { from: Instant; to: Instant }): readonly Change[] {
  const changes: Change[] = [];
  for (let day = from; day < to; day = instant(day + DAY_MS)) {
    const [before, after] = [clock.offsetAt(day), clock.offsetAt(instant(day + DAY_MS))];
    if (before !== after) changes.push({ at: changeBetween(clock, day), before, after });
  }
  return changes;
}

/** The first second within a day that has another offset than its beginning. */
function changeBetween(clock: WallClock, day: Instant): Instant {
  const before = clock.offsetAt(day);
  let [low, high] = [0, DAY_MS / 1_000];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (clock.offsetAt(instant(day + middle * 1_000)) === before) low = middle;
    else high = middle;
  }
  return instant(day + high * 1_000);
}

function offsetText(ms: number): string {
  const seconds = Math.abs(Math.round(ms / 1_000));
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  const rest = seconds % 60 === 0 ? '' : two(seconds % 60);
  return `${ms < 0 ? '-' : '+'}${two(seconds / 3_600)}${two((seconds / 60) % 60)}${rest}`;
}
