import { z } from 'zod';
import type { Brand } from '#shared/lib/brand.ts';
import { temporal } from '#shared/time/temporal.ts';

/** A name of the IANA time zone database. Aliases are kept as they were given; fixed offsets are not zones. */
export type ZoneId = Brand<string, 'ZoneId'>;

const known = new Map<string, ZoneId | null>();

/** The name as a zone, or null when it is a fixed offset or no zone that this runtime knows. */
export function parseZone(name: string): ZoneId | null {
  const seen = known.get(name);
  if (seen !== undefined) return seen;
  const zone = readZone(name);
  if (known.size < 2_000) known.set(name, zone);
  return zone;
}

function readZone(name: string): ZoneId | null {
  if (!/^[A-Za-z]/.test(name) || /^(?:UTC|GMT)[+-]/i.test(name)) return null;
  try {
    temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    // A brand: the runtime has just resolved the name.
    return name as ZoneId;
  } catch {
    return null;
  }
}

export const zoneSchema = z.string().refine((name) => parseZone(name) !== null, {
  error: 'unknown-zone',
}) as unknown as z.ZodType<ZoneId, ZoneId>; // The cast adds the brand that the check has earned.
