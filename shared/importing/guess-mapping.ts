import type { CsvTable } from '#shared/importing/csv-table.ts';
import { readMinutes } from '#shared/importing/duration.ts';
import {
  bestColumn,
  type Column,
  columnsOf,
  fieldWords,
  isUnique,
  resourceWords,
} from '#shared/importing/guess-columns.ts';
import { guessStatusValues } from '#shared/importing/guess-status.ts';
import { guessTime, isTimeOfDay, type TimeGuess } from '#shared/importing/guess-time.ts';
import { type Mapping, mappedColumns } from '#shared/importing/mapping.ts';
import { type ResourceKind, resourceKinds } from '#shared/scheduling/resource.ts';
import type { ZoneId } from '#shared/time/zone.ts';

/** What a person should look at before trusting the guess. */
export type MappingDoubt =
  | 'no-start'
  | 'day-or-month-first'
  | 'no-length'
  | 'no-resource'
  | 'no-service'
  | 'unknown-status';
export type MappingGuess = { readonly mapping: Mapping; readonly doubts: readonly MappingDoubt[] };

export type GuessDefaults = {
  readonly zone: ZoneId;
  /** Names the file's system; part of every row's identity. */
  readonly source: string;
  /** The location of rows that name none. */
  readonly location: string;
  /** The service of rows that name none, in the desk's language. */
  readonly service: string;
};

/** A mapping from the headers and the first rows; whatever means nothing to the guess goes to the notes. */
export function guessMapping(table: CsvTable, defaults: GuessDefaults): MappingGuess {
  const columns = columnsOf(table);
  const when = guessWhen(columns, defaults.zone.startsWith('America/'));
  const key = bestColumn(columns, fieldWords.key, (column) => isUnique(table, column));
  const taken = new Set([...(when.start?.columns ?? []), ...when.lengthColumns, ...(key === null ? [] : [key.header])]);
  const free = columns.filter((column) => !taken.has(column.header));
  const what = guessWhat(free, defaults);
  const firstHeader = columns[0]?.header ?? 'Column 1';
  const { isDayOrMonthFirst, ...start } = when.start ?? {
    columns: [firstHeader],
    pattern: 'iso',
    isDayOrMonthFirst: false,
  };
  const mapping: Mapping = {
    version: 1,
    source: defaults.source,
    zone: defaults.zone,
    disambiguation: 'compatible',
    ...what.mapped,
    resources:
      what.mapped.resources.length > 0
        ? what.mapped.resources
        : [{ column: firstHeader, kind: 'room', name: '{}', separator: '' }],
    start,
    length: when.length,
    key: key === null ? [] : [key.header],
    notes: [],
  };
  const doubts: (MappingDoubt | false)[] = [
    when.start === null && 'no-start',
    isDayOrMonthFirst && 'day-or-month-first',
    when.length.from === 'fixed' && 'no-length',
    what.mapped.resources.length === 0 && 'no-resource',
    what.mapped.service.column === null && 'no-service',
    what.hasUnknownStatus && 'unknown-status',
  ];
  return {
    mapping: { ...mapping, notes: restAsNotes(columns, mapping) },
    doubts: doubts.filter((doubt) => doubt !== false),
  };
}

type When = {
  readonly start: TimeGuess | null;
  readonly length: Mapping['length'];
  readonly lengthColumns: readonly string[];
};

function guessWhen(columns: readonly Column[], isMonthFirst: boolean): When {
  const start = timeGuess(columns, fieldWords.start, isMonthFirst);
  const others = columns.filter((column) => !(start?.columns ?? []).includes(column.header));
  const minutes = bestColumn(
    others,
    fieldWords.minutes,
    ({ samples }) => samples.length > 0 && samples.every((cell) => readMinutes(cell) !== null),
  );
  if (minutes !== null)
    return { start, length: { from: 'minutes', column: minutes.header }, lengthColumns: [minutes.header] };
  const end = bestColumn(
    others,
    fieldWords.end,
    (column) => isTimeOfDay(column) || guessTime([column], isMonthFirst) !== null,
  );
  const dateHeader = start?.columns.length === 2 ? start.columns[0] : undefined;
  const date = columns.find((column) => column.header === dateHeader);
  const endTime =
    end === null ? null : guessTime(isTimeOfDay(end) && date !== undefined ? [date, end] : [end], isMonthFirst);
  if (end === null || endTime === null) return { start, length: { from: 'fixed', minutes: 30 }, lengthColumns: [] };
  return {
    start,
    length: { from: 'end', columns: endTime.columns, pattern: endTime.pattern },
    lengthColumns: [end.header],
  };
}

/** One column that holds both date and time, else a date column with a time column. */
function timeGuess(columns: readonly Column[], words: readonly RegExp[], isMonthFirst: boolean): TimeGuess | null {
  const readable = columns.filter((column) => guessTime([column], isMonthFirst) !== null);
  const whole = readable.filter((column) => column.samples.some((cell) => cell.includes(':')));
  const single = bestColumn(whole, words);
  if (single !== null) return guessTime([single], isMonthFirst);
  const date = bestColumn(readable, words) ?? readable[0];
  const ofDay = columns.filter(isTimeOfDay);
  const time = bestColumn(ofDay, words) ?? ofDay[0];
  if (date === undefined) return null;
  return guessTime(time === undefined ? [date] : [date, time], isMonthFirst);
}

type What = Pick<Mapping, 'location' | 'resources' | 'service' | 'label' | 'client' | 'status'>;

function guessWhat(columns: readonly Column[], defaults: GuessDefaults): { mapped: What; hasUnknownStatus: boolean } {
  let rest = columns;
  const take = (words: readonly RegExp[]): Column | null => {
    const found = bestColumn(rest, words);
    rest = rest.filter((column) => column !== found);
    return found;
  };
  const resources = resourceKinds.flatMap((kind) => resourceColumn(kind, take([resourceWords[kind]])));
  const status = take(fieldWords.status);
  const phone = take(fieldWords.phone);
  const email = take(fieldWords.email);
  const service = take(fieldWords.service);
  const client = take(fieldWords.client);
  const location = take(fieldWords.location);
  const label = take(fieldWords.label);
  const values = guessStatusValues(status?.samples ?? []);
  const mapped: What = {
    location: { column: location?.header ?? null, default: defaults.location },
    resources,
    service: { column: service?.header ?? null, default: defaults.service, category: '', currency: 'EUR' },
    label: label === null ? [] : [label.header],
    client:
      client === null ? null : { name: [client.header], phone: phone?.header ?? null, email: email?.header ?? null },
    status: { column: status?.header ?? null, values, default: 'booked' },
  };
  return { mapped, hasUnknownStatus: (status?.samples ?? []).some((cell) => values[cell] === undefined) };
}

function resourceColumn(kind: ResourceKind, column: Column | null): Mapping['resources'] {
  if (column === null) return [];
  const areNumbers = column.samples.every((cell) => /^\d+$/.test(cell));
  const separator = [';', '|', '+'].find((mark) => column.samples.some((cell) => cell.includes(mark))) ?? '';
  return [{ column: column.header, kind, name: areNumbers ? `${column.header} {}` : '{}', separator }];
}

function restAsNotes(columns: readonly Column[], mapping: Mapping): Mapping['notes'] {
  const used = new Set(mappedColumns(mapping).map((one) => one.column));
  const rest = columns.filter(({ header, samples }) => !used.has(header) && samples.length > 0);
  return rest.slice(0, 40).map(({ header }) => ({ column: header, title: header.slice(0, 60) }));
}
