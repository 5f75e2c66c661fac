import type { Brand } from '#shared/lib/brand.ts';
import { must } from '#shared/lib/must.ts';

/** What a clock on the wall shows, without a zone: milliseconds since 1970-01-01T00:00 on that same wall. */
export type Wall = Brand<number, 'Wall'>;

export const DAY_MS = 86_400_000;
/** 9999-12-31T23:59:59.999, the last wall time that four digits of a year can write. */
// A brand: the number is made by the calendar itself.
export const LAST_WALL = Date.UTC(9999, 11, 31, 23, 59, 59, 999) as Wall;

const DASHED = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.0{1,9})?)?)?$/;
const BASIC = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2}))?$/;

/** A number as a wall time; for arithmetic on wall times. */
export function wall(ms: number): Wall {
  // A brand: the one place where a plain number becomes a wall time.
  return ms as Wall;
}

/**
 * `2026-05-04T09:00`, `2026-05-04T09:00:30`, `2026-05-04`, or iCalendar's `20260504T090000` and `20260504`.
 * @returns null when it is none of these, has an offset, or names a day or time that no calendar has.
 */
export function parseWall(text: string): Wall | null {
  const parts = (DASHED.exec(text) ?? BASIC.exec(text))
    ?.slice(1)
    .map((part) => (part === undefined ? 0 : Number(part)));
  if (parts === undefined) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  // Years below 100 mean 19xx to Date.UTC. A leap second is the last second of its minute (RFC 5545, 3.3.12).
  if (year < 100 || hour > 23 || minute > 59 || second > 60) return null;
  const ms = Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59));
  const made = new Date(ms);
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === day ? wall(ms) : null;
}

/** A wall time that a schema has let through already. */
export function mustBeWall(text: string): Wall {
  return must(parseWall(text), `not a wall time: ${text}`);
}

/** `2026-05-04T09:00:00`. */
export function formatWall(at: Wall): string {
  return new Date(at).toISOString().slice(0, 19);
}

/** `2026-05-04`. */
export function formatWallDate(at: Wall): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** Days since 1970-01-01; the 1970s' first day is 0. */
export function wallDay(at: Wall): number {
  return Math.floor(at / DAY_MS);
}

export function wallOfDay(day: number, msOfDay = 0): Wall {
  return wall(day * DAY_MS + msOfDay);
}
