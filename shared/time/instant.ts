import { z } from 'zod';
import type { Brand } from '#shared/lib/brand.ts';

/** A point in time: whole milliseconds since 1970-01-01T00:00Z. Never a wall time. */
export type Instant = Brand<number, 'Instant'>;

const MINUTE_MS = 60_000;

/** 2000-01-01T00:00Z, the earliest instant that may be booked (rule F11). */
export const EARLIEST = Date.UTC(2000, 0, 1) as Instant;
/** 2100-01-01T00:00Z, the first instant that may not be booked (rule F11). */
export const LATEST = Date.UTC(2100, 0, 1) as Instant;

/** Instants that can be booked: whole milliseconds in the years 2000 to 2099. */
// The cast adds the brand that the range check has earned.
export const instantSchema = z
  .int({ error: 'not-an-instant' })
  .min(EARLIEST, { error: 'year-out-of-range' })
  .max(LATEST, { error: 'year-out-of-range' }) as unknown as z.ZodType<Instant, Instant>;

/** Any number of milliseconds as an instant; for clocks, and for literals in tests. */
export function instant(epochMs: number): Instant {
  // A brand: the one place where a plain number becomes an instant.
  return Math.trunc(epochMs) as Instant;
}

/** `2026-11-21T09:00:00Z` (an offset is required) as an instant, or null when it is not one. */
export function parseInstant(iso: string): Instant | null {
  if (!/(?:Z|[+-]\d{2}:?\d{2})$/.test(iso)) return null;
  const epochMs = Date.parse(iso);
  return Number.isNaN(epochMs) ? null : instant(epochMs);
}

export function plusMinutes(at: Instant, minutes: number): Instant {
  return instant(at + minutes * MINUTE_MS);
}

export function minutesBetween(from: Instant, to: Instant): number {
  return (to - from) / MINUTE_MS;
}

/** `2026-11-21T09:00:00.000Z`. */
export function toIso(at: Instant): string {
  return new Date(at).toISOString();
}
