import type { CsvTable } from '#shared/importing/csv-table.ts';
import { timeReader } from '#shared/importing/date-pattern.ts';
import { type Mapping, sideOf } from '#shared/importing/mapping.ts';
import { resolveLocal } from '#shared/time/local.ts';
import { formatTime } from '#renderer/ui/format-time.ts';

export type Sample = { readonly cell: string; readonly time: string | null };

/** The first cell that says something, and how it is read; null when the columns are empty. */
export function readSample(
  table: CsvTable,
  mapping: Mapping,
  { columns, pattern }: Mapping['start'],
  language: string,
): Sample | null {
  const places = columns.map((column) => table.headers.indexOf(column));
  const cells = table.rows.map((row) =>
    places
      .map((at) => row.cells[at]?.trim() ?? '')
      .filter((part) => part !== '')
      .join(' '),
  );
  const cell = cells.find((one) => one !== '');
  if (cell === undefined) return null;
  const read = timeReader(pattern)?.(cell) ?? null;
  const at =
    read?.kind === 'local'
      ? (resolveLocal(read.local, mapping.zone, sideOf(mapping) === 'later' ? 'later' : 'earlier')?.instant ?? null)
      : (read?.instant ?? null);
  if (at === null) return { cell, time: null };
  const day = formatTime(at, mapping.zone, { style: 'long-day', language });
  return { cell, time: `${day}, ${formatTime(at, mapping.zone, { style: 'time', language })}` };
}
