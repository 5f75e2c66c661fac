import type { CellOf, Read } from '#shared/importing/cell-reading.ts';
import { type CellTime, timeReader } from '#shared/importing/date-pattern.ts';
import { readMinutes } from '#shared/importing/duration.ts';
import type { ImportField, ImportRefusalCode, RowNote } from '#shared/importing/import-plan.ts';
import { type Mapping, sideOf } from '#shared/importing/mapping.ts';
import { clockFault } from '#shared/time/clock-change.ts';
import { EARLIEST, type Instant, LATEST, minutesBetween } from '#shared/time/instant.ts';
import { parseWall } from '#shared/time/wall.ts';
import { resolveWall } from '#shared/time/wall-clock.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';

export type VisitTime = { readonly start: Instant; readonly minutes: number; readonly notices: readonly RowNote[] };
type Moment = { readonly at: Instant; readonly notices: readonly RowNote[] };
type Where = { readonly field: 'start' | 'length'; readonly line: number };

/** When a row's visit takes place; wall times are the mapping's zone's. */
export function timeOfVisit(mapping: Mapping, cell: CellOf, line: number): Read<VisitTime> {
  const start = moment(mapping, mapping.start, cell, { field: 'start', line });
  if (!start.ok) return start;
  const length = lengthOf(mapping, start.value.at, cell, line);
  if (!length.ok) return length;
  const { minutes, notices } = length.value;
  return { ok: true, value: { start: start.value.at, minutes, notices: [...start.value.notices, ...notices] } };
}

function lengthOf(mapping: Mapping, start: Instant, cell: CellOf, line: number): Read<Omit<VisitTime, 'start'>> {
  const { length } = mapping;
  if (length.from === 'fixed') return { ok: true, value: { minutes: length.minutes, notices: [] } };
  if (length.from === 'minutes') {
    const value = cell(length.column);
    const minutes = readMinutes(value);
    if (minutes === null) return refuse(value === '' ? 'value-missing' : 'not-minutes', 'length', value);
    return inRange(minutes, value, []);
  }
  const end = moment(mapping, length, cell, { field: 'length', line });
  if (!end.ok) return end;
  const value = text(length.columns, cell);
  if (end.value.at <= start) return refuse('end-before-start', 'length', value);
  return inRange(minutesBetween(start, end.value.at), value, end.value.notices);
}

function inRange(minutes: number, value: string, notices: readonly RowNote[]): Read<Omit<VisitTime, 'start'>> {
  if (!Number.isInteger(minutes) || minutes < 1) return refuse('minutes-out-of-range', 'length', value);
  return minutes > 1440 ? refuse('too-long', 'length', value) : { ok: true, value: { minutes, notices } };
}

function moment(
  mapping: Mapping,
  { columns, pattern }: Mapping['start'],
  cell: CellOf,
  { field, line }: Where,
): Read<Moment> {
  const value = text(columns, cell);
  if (value === '') return refuse('value-missing', field, value);
  const time: CellTime | null = readerOf(pattern)?.(value) ?? null;
  if (time === null) return refuse('not-a-local-time', field, value);
  if (time.kind === 'instant') return bookable({ at: time.instant, notices: [] }, field, value);
  const wall = parseWall(time.local.slice(0, 19));
  if (wall === null) return refuse('not-a-local-time', field, value);
  const clock = { zone: mapping.zone, disambiguation: sideOf(mapping) };
  const fault = clockFault(wall, clock);
  const { kind, instant } = resolveWall(wall, zoneClock(clock.zone), clock.disambiguation);
  if (fault !== null || instant === null) return refuse(fault ?? 'not-a-local-time', field, value);
  const notices: RowNote[] = kind === 'exact' ? [] : [{ line, code: `time-in-${kind}`, field, value }];
  return bookable({ at: instant, notices }, field, value);
}

function bookable(found: Moment, field: ImportField, value: string): Read<Moment> {
  const isBookable = found.at >= EARLIEST && found.at < LATEST;
  return isBookable ? { ok: true, value: found } : refuse('year-out-of-range', field, value);
}

function refuse(code: ImportRefusalCode, field: ImportField, value: string): Read<never> {
  return { ok: false, fault: { code, field, value } };
}

function text(columns: readonly string[], cell: CellOf): string {
  return columns
    .map(cell)
    .filter((part) => part !== '')
    .join(' ');
}

const readers = new Map<string, ReturnType<typeof timeReader>>();

/** Compiled once per pattern; there are as many as mappings name. */
function readerOf(pattern: string): ReturnType<typeof timeReader> {
  const known = readers.get(pattern);
  if (known !== undefined) return known;
  const reader = timeReader(pattern);
  if (readers.size < 200) readers.set(pattern, reader);
  return reader;
}
