import { z } from 'zod';
import { isRefusalCode } from '#shared/commands/refusal.ts';
import type { CellOf, Fault, Read } from '#shared/importing/cell-reading.ts';
import type { CsvRow } from '#shared/importing/csv-table.ts';
import type { ImportField, ImportRefusalCode, RowNote, RowRefusal } from '#shared/importing/import-plan.ts';
import { type Mapping, missingColumns } from '#shared/importing/mapping.ts';
import { timeOfVisit } from '#shared/importing/row-time.ts';
import { requiredText } from '#shared/lib/text.ts';
import { labelSchema, notesSchema } from '#shared/scheduling/appointment.ts';
import { type AppointmentStatus, appointmentStatuses } from '#shared/scheduling/appointment-status.ts';
import { clientFields } from '#shared/scheduling/client.ts';
import { resourceKindSchema } from '#shared/scheduling/resource.ts';
import type { Instant } from '#shared/time/instant.ts';

/** What a row says, before its names have ids. */
export type RowDraft = Texts & {
  readonly line: number;
  /** Names the row for ever; two equal ones are the same row. */
  readonly identity: string;
  /** Whether its key columns gave the identity, rather than all of its cells. */
  readonly isKeyed: boolean;
  readonly start: Instant;
  readonly minutes: number;
  readonly status: AppointmentStatus;
  readonly notices: readonly RowNote[];
};

const textsSchema = z.object({
  location: requiredText(120),
  resources: z
    .array(z.object({ kind: resourceKindSchema, name: requiredText(120) }))
    .min(1, { error: 'value-missing' })
    .max(20),
  service: requiredText(120),
  label: labelSchema,
  client: clientFields.pick({ name: true, phone: true, email: true }).nullable(),
  notes: notesSchema,
});
type Texts = z.infer<typeof textsSchema>;

/** Makes the reader of one file's rows. */
export function rowReader(mapping: Mapping, headers: readonly string[]): (row: CsvRow) => RowDraft | RowRefusal {
  const at = new Map(headers.map((header, index) => [header, index]));
  const [missing] = missingColumns(mapping, headers);
  return (row) => {
    if (row.fault !== null) return refuseRow(row, { code: row.fault, field: 'row', value: row.cells.join(' | ') });
    // The cast narrows the word: `mappedColumns` names fields of the mapping only.
    if (missing !== undefined)
      return refuseRow(row, { code: 'missing-column', field: missing.field as ImportField, value: missing.column });
    return draft(row, mapping, (column) => row.cells[at.get(column) ?? -1]?.trim() ?? '');
  };
}

export function isRefusal(row: RowDraft | RowRefusal): row is RowRefusal {
  return 'code' in row;
}

function draft(row: CsvRow, mapping: Mapping, cell: CellOf): RowDraft | RowRefusal {
  const texts = readTexts(mapping, cell);
  if (!texts.ok) return refuseRow(row, texts.fault);
  const time = timeOfVisit(mapping, cell, row.line);
  if (!time.ok) return refuseRow(row, time.fault);
  const status = readStatus(mapping, cell);
  if (!status.ok) return refuseRow(row, status.fault);
  const key = mapping.key.map(cell);
  const isKeyed = key.some((value) => value !== '');
  return {
    ...texts.value,
    ...time.value,
    line: row.line,
    identity: (isKeyed ? ['key', ...key] : ['row', ...row.cells]).join('\u001f'),
    isKeyed,
    status: status.value,
  };
}

function refuseRow({ line }: CsvRow, { code, field, value }: Fault): RowRefusal {
  return { line, code, field, value: value.slice(0, 200), clashesWith: [] };
}

function readTexts(mapping: Mapping, cell: CellOf): Read<Texts> {
  const or = ({ column, default: fallback }: Mapping['location']): string =>
    (column === null ? '' : cell(column)) || fallback;
  const texts: Texts = {
    location: or(mapping.location),
    resources: mapping.resources.flatMap((resource) => resourceNames(resource, cell)),
    service: or(mapping.service),
    label: joined(mapping.label, cell, ', '),
    client: readClient(mapping, cell),
    notes: mapping.notes.flatMap(({ column, title }) => noteLine(title, cell(column))).join('\n'),
  };
  const checked = textsSchema.safeParse(texts);
  return checked.success ? { ok: true, value: texts } : { ok: false, fault: textFault(checked.error, texts) };
}

function textFault(error: z.ZodError, texts: Texts): Fault {
  const issue = error.issues[0];
  const field = issue?.path[0] ?? 'row';
  const isEmpty = issue?.message === 'text-missing' || issue?.message === 'value-missing';
  const code = isEmpty
    ? 'value-missing'
    : isRefusalCode(issue?.message ?? '')
      ? (issue?.message as ImportRefusalCode)
      : 'invalid-input';
  // The casts narrow words that the schema above and the check beside it have produced.
  return { code, field: field as ImportField, value: textOf(texts, String(field)) };
}

function textOf({ resources, client, ...texts }: Texts, field: string): string {
  if (field === 'resources') return resources.map(({ name }) => name).join(', ');
  if (field === 'client') return [client?.name, client?.phone, client?.email].join(' ').trim();
  return Object.entries(texts).find(([name]) => name === field)?.[1] ?? '';
}

function resourceNames(
  { column, kind, name, separator }: Mapping['resources'][number],
  cell: CellOf,
): Texts['resources'] {
  const parts = separator === '' ? [cell(column)] : cell(column).split(separator);
  const cells = new Set(parts.map((part) => part.trim()).filter((part) => part !== ''));
  return [...cells].map((part) => ({ kind, name: name.includes('{}') ? name.replaceAll('{}', () => part) : part }));
}

function readClient({ client }: Mapping, cell: CellOf): Texts['client'] {
  const name = client === null ? '' : joined(client.name, cell, ' ');
  if (client === null || name === '') return null;
  const orEmpty = (column: string | null): string => (column === null ? '' : cell(column));
  return { name, phone: orEmpty(client.phone), email: orEmpty(client.email) };
}

function joined(columns: readonly string[], cell: CellOf, separator: string): string {
  return columns
    .map(cell)
    .filter((text) => text !== '')
    .join(separator);
}

function noteLine(title: string, text: string): string[] {
  if (text === '') return [];
  return [title === '' ? text : `${title}: ${text}`];
}

function readStatus({ status }: Mapping, cell: CellOf): Read<AppointmentStatus> {
  const text = status.column === null ? '' : cell(status.column);
  if (text === '') return { ok: true, value: status.default };
  const wanted = text.toLowerCase();
  const mapped = Object.entries(status.values).find(([word]) => word.trim().toLowerCase() === wanted)?.[1];
  const value = mapped ?? appointmentStatuses.find((word) => word === wanted);
  return value === undefined
    ? { ok: false, fault: { code: 'unknown-status', field: 'status', value: text } }
    : { ok: true, value };
}
