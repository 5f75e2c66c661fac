import papaparse from 'papaparse';

/** One record of a CSV file. Lines count from 1 as an editor shows them; a quoted cell may span several. */
export type CsvRow = {
  readonly line: number;
  readonly cells: readonly string[];
  /** Why the record cannot be trusted to mean what it says; null when it can. */
  readonly fault: 'too-many-cells' | 'broken-quotes' | null;
};

export type CsvTable = {
  /** Trimmed; an empty one is named after its column, a repeated one numbered: `Column 3`, `Date (2)`. */
  readonly headers: readonly string[];
  readonly rows: readonly CsvRow[];
  readonly delimiter: string;
};

/** Reads CSV text: any of , ; tab | as delimiter, any line ends, byte order mark, `sep=` line, quoted line breaks. */
export function parseCsv(text: string): CsvTable {
  const { body, skipped, delimiter } = split(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'));
  const parsed = papaparse.parse(body, { newline: '\n', delimiter });
  const broken = new Set(parsed.errors.filter((error) => error.type === 'Quotes').map((error) => error.row ?? -1));
  const records = numbered(parsed.data, skipped + 1).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const [header, ...rest] = records;
  const headers = uniqueHeaders(header?.cells ?? []);
  const rows = rest.map(({ line, cells, at }): CsvRow => {
    const isTooLong = cells.slice(headers.length).some((cell) => cell.trim() !== '');
    return { line, cells, fault: broken.has(at) ? 'broken-quotes' : isTooLong ? 'too-many-cells' : null };
  });
  return { headers, rows, delimiter };
}

const delimiters = [',', ';', '\t', '|'];

/** Excel's first line `sep=;` names the delimiter and is no data; else it is the one that the headers use most. */
function split(text: string): { body: string; skipped: number; delimiter: string } {
  const named = /^sep=([,;\t|])\n/i.exec(text);
  if (named?.[1] !== undefined) return { body: text.slice(named[0].length), skipped: 1, delimiter: named[1] };
  const firstLine = (/[^\n]*[^\s][^\n]*/.exec(text)?.[0] ?? '').replace(/"(?:[^"]|"")*"/g, '');
  const uses = (mark: string): number => firstLine.split(mark).length;
  const [most = ','] = delimiters.toSorted((a, b) => uses(b) - uses(a));
  return { body: text, skipped: 0, delimiter: most };
}

type Numbered = { readonly line: number; readonly cells: readonly string[]; readonly at: number };

function numbered(records: readonly (readonly string[])[], firstLine: number): Numbered[] {
  let line = firstLine;
  return records.map((cells, at) => {
    const record = { line, cells, at };
    line += 1 + cells.reduce((breaks, cell) => breaks + lineBreaks(cell), 0);
    return record;
  });
}

function lineBreaks(cell: string): number {
  return cell.includes('\n') ? cell.split('\n').length - 1 : 0;
}

function uniqueHeaders(cells: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, at) => {
    const name = cell.trim() === '' ? `Column ${at + 1}` : cell.trim();
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}
