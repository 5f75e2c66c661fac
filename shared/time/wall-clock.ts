import { type Instant, instant } from '#shared/time/instant.ts';
import { DAY_MS, type Wall, wall } from '#shared/time/wall.ts';

/** What to take for a wall time that did not happen once: Temporal's four words. */
export const disambiguations = ['compatible', 'earlier', 'later', 'reject'] as const;
export type Disambiguation = (typeof disambiguations)[number];

/** `gap`: the clocks jumped over the wall time; `fold`: they showed it twice. */
export type WallKind = 'exact' | 'gap' | 'fold';

export type WallResolution = {
  readonly kind: WallKind;
  /** Null only when a gap or a fold was to be rejected. */
  readonly instant: Instant | null;
  /** What the wall shows at that instant: in a gap not what was asked for. */
  readonly wall: Wall;
};

/** How one place's wall clocks follow time: an IANA zone, or a calendar file's own VTIMEZONE. */
export type WallClock = {
  /** Milliseconds ahead of UTC at this instant. */
  offsetAt(at: Instant): number;
};

export function wallAt(at: Instant, clock: WallClock): Wall {
  return wall(at + clock.offsetAt(at));
}

/**
 * The instant of a wall time. `compatible` moves a gap time later by the length of the gap and takes the earlier of
 * two, as RFC 5545 (3.3.5) does.
 */
export function resolveWall(at: Wall, clock: WallClock, choice: Disambiguation = 'compatible'): WallResolution {
  // No zone is a day or more from UTC, so the offsets a day around are those of before and after a change near it.
  const before = clock.offsetAt(instant(at - DAY_MS));
  const after = clock.offsetAt(instant(at + DAY_MS));
  if (before === after) return { kind: 'exact', instant: instant(at - before), wall: at };
  const isBefore = clock.offsetAt(instant(at - before)) === before;
  const isAfter = clock.offsetAt(instant(at - after)) === after;
  if (isBefore && isAfter) return chosen(at, { kind: 'fold', earlier: before, later: after }, choice);
  if (isBefore) return { kind: 'exact', instant: instant(at - before), wall: at };
  if (isAfter) return { kind: 'exact', instant: instant(at - after), wall: at };
  return chosen(at, { kind: 'gap', earlier: after, later: before }, choice);
}

type TwoOffsets = { readonly kind: 'gap' | 'fold'; readonly earlier: number; readonly later: number };

function chosen(at: Wall, { kind, earlier, later }: TwoOffsets, choice: Disambiguation): WallResolution {
  if (choice === 'reject') return { kind, instant: null, wall: at };
  const isLater = choice === 'later' || (choice === 'compatible' && kind === 'gap');
  const offset = isLater ? later : earlier;
  // In a gap the wall shows the other side's offset.
  const shown = kind === 'fold' ? offset : isLater ? earlier : later;
  return { kind, instant: instant(at - offset), wall: wall(at - offset + shown) };
}
