import { idSchema } from '#shared/lib/text.ts';
import { type Wall, wall } from '#shared/time/wall.ts';

/**
 * A series' id is a UUID of version 8 that ends in eight zeros; its occurrences have the seconds of their recurrence id
 * there, counted on the wall since 1970. So an id says which occurrence of which series it is, on every desk and on the
 * server, and nobody keeps a table of them. Other ids of the product are of versions 4, 5 and 7.
 */
const SERIES_ID = /^.{14}8.{13}00000000$/;
const OCCURRENCE_ID = /^.{14}8.{21}$/;
const OWN = 28;

export const seriesIdSchema = idSchema.regex(SERIES_ID, { error: 'not-an-id' });

/** A series' id out of any UUID; what is left of it are 90 of its bits. */
export function seriesIdFrom(uuid: string): string {
  return `${uuid.slice(0, 14)}8${uuid.slice(15, OWN)}00000000`;
}

/** @param recurrenceId the wall time that the rule gave it, in the years 1970 to 2105. */
export function occurrenceId(seriesId: string, recurrenceId: Wall): string {
  return (
    seriesId.slice(0, OWN) +
    Math.floor(recurrenceId / 1_000)
      .toString(16)
      .padStart(8, '0')
  );
}

/** Which occurrence of which series has this id; null when it is no occurrence's. */
export function namedOccurrence(id: string): { readonly seriesId: string; readonly recurrenceId: Wall } | null {
  if (!OCCURRENCE_ID.test(id) || SERIES_ID.test(id)) return null;
  return { seriesId: `${id.slice(0, OWN)}00000000`, recurrenceId: wall(Number.parseInt(id.slice(OWN), 16) * 1_000) };
}
