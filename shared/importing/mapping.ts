import { z } from 'zod';
import { requiredText, text } from '#shared/lib/text.ts';
import { appointmentStatusSchema } from '#shared/scheduling/appointment-status.ts';
import { resourceKindSchema } from '#shared/scheduling/resource.ts';
import { timeReader } from '#shared/importing/date-pattern.ts';
import { disambiguationSchema } from '#shared/time/clock-change.ts';
import type { Disambiguation } from '#shared/time/wall-clock.ts';
import { zoneSchema } from '#shared/time/zone.ts';

/** A column by its header. */
const column = z.string().min(1).max(200);
const columns = z.array(column).min(1).max(10);

const timeColumns = z.strictObject({
  /** One column, or several that are joined with a blank (a date and a time) before the pattern is applied. */
  columns,
  pattern: z
    .string()
    .max(60)
    .refine((pattern) => timeReader(pattern) !== null, { error: 'not-a-date-pattern' }),
});

const lengthSchema = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('minutes'), column }),
  z.strictObject({ from: z.literal('end'), ...timeColumns.shape }),
  z.strictObject({ from: z.literal('fixed'), minutes: z.int().min(1).max(1440) }),
]);

const resourceColumn = z.strictObject({
  column,
  kind: resourceKindSchema,
  /** The resource's name, with `{}` for the cell: `OR {}`. */
  name: z.string().max(100).default('{}'),
  /** Splits a cell that names several resources, `Dr Chen; Laser`; empty where a cell names one. */
  separator: z.string().max(3).default(''),
});

/** A text that comes from a column, or is the same for every row; a cell that is empty takes the default. */
const named = z.strictObject({ column: column.nullable().default(null), default: text(120).default('') });

/** How another system's columns become appointments; a JSON file, or what the Import screen edits. */
export const mappingSchema = z.strictObject({
  version: z.literal(1),
  /** Part of every row's identity: two systems may number their rows alike. */
  source: requiredText(80),
  /** The zone of wall times in the file, and of locations that the import creates. */
  zone: zoneSchema,
  /** Which is meant where the clocks skip a wall time or show it twice; such rows are refused as long as nobody says. */
  disambiguation: disambiguationSchema.optional(),
  /** How older mappings say the same of times that happen twice; with it, one that is skipped is later. */
  fold: z.enum(['earlier', 'later']).optional(),
  location: named,
  resources: z.array(resourceColumn).min(1).max(10),
  service: named.extend({
    category: text(60).default(''),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .default('EUR'),
  }),
  start: timeColumns,
  length: lengthSchema,
  /** Shown on the timeline where no client is named; several columns are joined by a comma. */
  label: z.array(column).max(5).default([]),
  client: z
    .strictObject({ name: columns, phone: column.nullable().default(null), email: column.nullable().default(null) })
    .nullable()
    .default(null),
  /** Each becomes a line of the notes, `title: cell`; without a title the cell alone. */
  notes: z
    .array(z.strictObject({ column, title: text(60).default('') }))
    .max(40)
    .default([]),
  status: z
    .strictObject({
      column: column.nullable().default(null),
      /** What the file calls each status, in any case. */
      values: z.record(z.string(), appointmentStatusSchema).default({}),
      default: appointmentStatusSchema.default('booked'),
    })
    .default({ column: null, values: {}, default: 'booked' }),
  /** Columns that name a row for ever, such as a booking number. Without them the whole row is its own name. */
  key: z.array(column).max(5).default([]),
});
export type Mapping = Readonly<z.infer<typeof mappingSchema>>;
/** As it is written in a file: with the defaults left out. */
export type MappingFile = z.input<typeof mappingSchema>;

/** Which side of a clock change the mapping means; undefined: it does not say. */
export function sideOf({ disambiguation, fold }: Mapping): Disambiguation | undefined {
  if (disambiguation !== undefined || fold === undefined) return disambiguation;
  return fold === 'later' ? 'later' : 'compatible';
}

/** Every column that the mapping names, with the field that names it. */
export function mappedColumns(mapping: Mapping): readonly { readonly field: string; readonly column: string }[] {
  const all: [string, readonly (string | null)[]][] = [
    ['location', [mapping.location.column]],
    ['resources', mapping.resources.map((resource) => resource.column)],
    ['service', [mapping.service.column]],
    ['start', mapping.start.columns],
    ['length', lengthColumns(mapping)],
    ['label', mapping.label],
    ['client', [...(mapping.client?.name ?? []), mapping.client?.phone ?? null, mapping.client?.email ?? null]],
    ['notes', mapping.notes.map((note) => note.column)],
    ['status', [mapping.status.column]],
    ['key', mapping.key],
  ];
  return all.flatMap(([field, names]) => names.flatMap((name) => (name === null ? [] : [{ field, column: name }])));
}

function lengthColumns({ length }: Mapping): readonly string[] {
  if (length.from === 'minutes') return [length.column];
  return length.from === 'end' ? length.columns : [];
}

/** Columns that the mapping names and the file lacks. */
export function missingColumns(
  mapping: Mapping,
  headers: readonly string[],
): readonly { field: string; column: string }[] {
  return mappedColumns(mapping).filter(({ column: name }) => !headers.includes(name));
}
