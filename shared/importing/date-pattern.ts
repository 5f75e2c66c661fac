import { type Instant, parseInstant } from '#shared/time/instant.ts';

/** A cell read as a time: on a wall clock whose zone is yet unknown, or absolute because it carried its offset. */
export type CellTime =
  | { readonly kind: 'local'; readonly local: string }
  | { readonly kind: 'instant'; readonly instant: Instant };

export type TimeReader = (cell: string) => CellTime | null;

/** The pattern that stands for `2026-11-21T09:00`, with or without seconds, offset, or a blank for the T. */
export const ISO_PATTERN = 'iso';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'half';
type Token = { readonly source: string; readonly part: Part | null };

const digits = (part: Part, shortest: number, longest: number): Token => ({
  source: `(\\d{${shortest},${longest}})`,
  part,
});

const tokens: Readonly<Record<string, Token>> = {
  yyyy: digits('year', 4, 4),
  yy: digits('year', 2, 2),
  MMMM: { source: '([a-z]{3,9})\\.?', part: 'month' },
  MMM: { source: '([a-z]{3,9})\\.?', part: 'month' },
  MM: digits('month', 2, 2),
  M: digits('month', 1, 2),
  dd: digits('day', 2, 2),
  d: digits('day', 1, 2),
  HH: digits('hour', 2, 2),
  H: digits('hour', 1, 2),
  hh: digits('hour', 2, 2),
  h: digits('hour', 1, 2),
  mm: digits('minute', 2, 2),
  m: digits('minute', 1, 2),
  ss: digits('second', 2, 2),
  s: digits('second', 1, 2),
  a: { source: '([ap])\\.?m\\.?', part: 'half' },
  EEEE: { source: '[a-z]+\\.?', part: null },
  EEE: { source: '[a-z]+\\.?', part: null },
};

/**
 * Reads cells by a pattern in Unicode's letters: `M/d/yy H:mm`, `dd.MM.yyyy HH:mm`, `d MMM yyyy h:mm a`; text in
 * 'quotes' stands for itself. A year of two digits is 2000-2099, the only years that can be booked.
 * @returns null when the pattern does not name a year, a month and a day.
 */
export function timeReader(pattern: string): TimeReader | null {
  if (pattern === ISO_PATTERN) return readIso;
  const found = compile(pattern);
  if (!(['year', 'month', 'day'] as const).every((part) => found.parts.includes(part))) return null;
  const expression = new RegExp(`^${found.source}$`, 'i');
  return (cell) => {
    const match = expression.exec(cell.trim());
    return match === null ? null : assemble(found.parts, match.slice(1));
  };
}

function compile(pattern: string): { readonly source: string; readonly parts: readonly Part[] } {
  const pieces =
    pattern.trim().match(/'[^']*'|yyyy|yy|M{1,4}|d{1,2}|E{3,4}|H{1,2}|h{1,2}|m{1,2}|s{1,2}|a|\s+|[^]/g) ?? [];
  const parts: Part[] = [];
  const source = pieces.map((piece) => {
    const token = tokens[piece];
    if (token === undefined) return literal(piece);
    if (token.part !== null) parts.push(token.part);
    return token.source;
  });
  return { source: source.join(''), parts };
}

function literal(piece: string): string {
  if (/^\s+$/.test(piece)) return '\\s+';
  const text = piece.startsWith("'") ? piece.slice(1, -1) : piece;
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function assemble(parts: readonly Part[], values: readonly string[]): CellTime | null {
  const value = (part: Part): string | undefined => values[parts.indexOf(part)];
  const year = value('year') ?? '';
  const month = monthNumber(value('month') ?? '');
  const hour = hourOfDay(Number(value('hour') ?? 0), value('half'));
  if (month === null || hour === null) return null;
  const date = `${year.length === 2 ? `20${year}` : year}-${two(month)}-${two(Number(value('day')))}`;
  const time = `${two(hour)}:${two(Number(value('minute') ?? 0))}:${two(Number(value('second') ?? 0))}`;
  return { kind: 'local', local: `${date}T${time}` };
}

function monthNumber(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  const at = MONTHS.indexOf(text.slice(0, 3).toLowerCase());
  return at < 0 ? null : at + 1;
}

function hourOfDay(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

function readIso(cell: string): CellTime | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(
    cell.trim(),
  );
  if (match === null) return null;
  const [, date = '', time = '00:00', offset] = match;
  if (offset === undefined) return { kind: 'local', local: `${date}T${time}` };
  const instant = parseInstant(`${date}T${time}${offset.toUpperCase()}`);
  return instant === null ? null : { kind: 'instant', instant };
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
