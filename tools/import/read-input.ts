import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type CsvTable, parseCsv } from '#shared/importing/csv-table.ts';
import { guessMapping, type MappingDoubt } from '#shared/importing/guess-mapping.ts';
import { type Mapping, mappingSchema } from '#shared/importing/mapping.ts';
import { csvEncoding } from '#shared/importing/text-encoding.ts';
import { parseZone, type ZoneId } from '#shared/time/zone.ts';
import { Stop } from '#tools/bootstrap/step.mjs';
import type { ImportOptions } from '#tools/import/options.ts';

export type ImportInput = {
  readonly table: CsvTable;
  readonly mapping: Mapping;
  readonly doubts: readonly MappingDoubt[];
};

const LARGEST_BYTES = 50_000_000;

/** Reads the file and its mapping; what cannot be read at all ends the run. */
export function readInput(options: ImportOptions): ImportInput {
  const table = readTable(options.file);
  if (options.mapping !== null) return { table, mapping: readMapping(options.mapping), doubts: [] };
  const name = basename(options.file).replace(/\.[^.]*$/, '');
  const guess = guessMapping(table, {
    zone: zoneOf(options.zone),
    source: name,
    location: options.location ?? name,
    service: 'Appointment',
  });
  return { table, ...guess };
}

function readTable(file: string): CsvTable {
  const bytes = readBytes(file);
  if (bytes.length > LARGEST_BYTES) throw new Stop(`${file} is larger than ${LARGEST_BYTES / 1_000_000} MB.`);
  const table = parseCsv(new TextDecoder(csvEncoding(bytes)).decode(bytes));
  if (table.headers.length === 0) throw new Stop(`${file} is empty: there is no line of headers.`);
  return table;
}

function readMapping(file: string): Mapping {
  const mapping = mappingSchema.safeParse(parseJson(file, readBytes(file)));
  if (mapping.success) return mapping.data;
  const issues = mapping.error.issues.map((issue) => `  ${issue.path.join('.') || 'the file'}: ${issue.message}`);
  throw new Stop(`The mapping ${file} cannot be used:\n${issues.join('\n')}`);
}

function parseJson(file: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new Stop(`The mapping ${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Stop(`${file} could not be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function zoneOf(name: string | null): ZoneId {
  const wanted = name ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zone = parseZone(wanted);
  if (zone === null) throw new Stop(`${wanted} is not a time zone; --zone takes a name such as Europe/Berlin.`);
  return zone;
}

export function saveMapping(file: string, mapping: Mapping): void {
  writeFileSync(file, `${JSON.stringify(mapping, null, 2)}\n`);
}
