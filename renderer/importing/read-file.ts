import { parseCsv } from '#shared/importing/csv-table.ts';
import { guessMapping } from '#shared/importing/guess-mapping.ts';
import { csvEncoding } from '#shared/importing/text-encoding.ts';
import { v7 as newId } from 'uuid';
import type { Location } from '#shared/scheduling/location.ts';
import { parseZone, type ZoneId } from '#shared/time/zone.ts';
import type { ImportSession } from '#renderer/importing/import-session.ts';

const LARGEST = 50 * 1024 * 1024;

type Defaults = { readonly location: Location | null; readonly service: string };

/** Reads a file that somebody chose or dropped, and guesses what its columns mean. */
export async function readImportFile(
  file: File,
  session: ImportSession,
  { location, service }: Defaults,
): Promise<void> {
  if (file.size > LARGEST) return session.fail({ kind: 'tooLarge', file: file.name });
  const bytes = await file.arrayBuffer().catch(() => null);
  if (bytes === null) return session.fail({ kind: 'unreadable', file: file.name });
  const text = new TextDecoder(csvEncoding(new Uint8Array(bytes))).decode(bytes);
  const table = parseCsv(text);
  if (table.rows.length === 0) return session.fail({ kind: 'noRows', file: file.name });
  const guess = guessMapping(table, {
    zone: location?.zone ?? zoneHere(),
    source: file.name.replace(/\.\w+$/, '').slice(0, 80) || 'import',
    location: location?.name ?? file.name.replace(/\.\w+$/, '').slice(0, 120),
    service,
  });
  session.open({ name: file.name, table }, { ...guess, runId: newId() });
}

function zoneHere(): ZoneId {
  // A brand: UTC is a zone on every computer.
  return parseZone(Intl.DateTimeFormat().resolvedOptions().timeZone) ?? ('UTC' as ZoneId);
}
