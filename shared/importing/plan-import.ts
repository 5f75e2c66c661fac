import type { CsvTable } from '#shared/importing/csv-table.ts';
import type { ExistingNames } from '#shared/importing/existing-names.ts';
import type { ImportPlan, PlannedRow, RowRefusal } from '#shared/importing/import-plan.ts';
import type { Mapping } from '#shared/importing/mapping.ts';
import { type NameDirectory, nameDirectory } from '#shared/importing/name-directory.ts';
import { isRefusal, type RowDraft, rowReader } from '#shared/importing/row-draft.ts';
import { derivedId } from '#shared/lib/derived-id.ts';

export type PlanOptions = {
  readonly existing: ExistingNames;
  /**
   * Names this run; command ids derive from it, so that sending a command of the run again is the same command, while
   * a later run is judged by what is booked then. Appointment ids derive from the rows alone.
   */
  readonly runId: string;
};

/** Turns the rows of a file into commands, or into refusals with their lines. Pure: nothing is booked yet. */
export function planImport(table: CsvTable, mapping: Mapping, { existing, runId }: PlanOptions): ImportPlan {
  const read = table.rows.map(rowReader(mapping, table.headers));
  const { drafts, repeated } = withUniqueIdentities(read.flatMap((row) => (isRefusal(row) ? [] : [row])));
  const directory = nameDirectory(drafts, mapping, existing);
  return {
    rowCount: table.rows.length,
    setUp: directory.intents.map((intent) => ({
      commandId: derivedId(runId, `${intent.name} ${JSON.stringify(intent.input)}`),
      intent,
    })),
    rows: drafts.map((draft) => plannedRow(draft, { mapping, directory, runId })),
    refusals: [...read.filter(isRefusal), ...repeated].toSorted((a, b) => a.line - b.line),
    notes: drafts.flatMap((draft) => draft.notices),
  };
}

type Planning = { readonly mapping: Mapping; readonly directory: NameDirectory; readonly runId: string };

function plannedRow(draft: RowDraft, { mapping, directory, runId }: Planning): PlannedRow {
  const appointmentId = derivedId('import.appointment', `${mapping.source}\n${draft.identity}`);
  const intent: PlannedRow['intent'] = {
    name: 'appointment.import',
    input: {
      appointmentId,
      locationId: directory.locationId(draft),
      serviceId: directory.serviceId(draft),
      clientIds: directory.clientIds(draft),
      resourceIds: directory.resourceIds(draft),
      start: draft.start,
      minutes: draft.minutes,
      label: draft.label,
      status: draft.status,
      notes: draft.notes,
    },
  };
  return { line: draft.line, appointmentId, commandId: derivedId(runId, appointmentId), intent };
}

/**
 * A key that two rows share is a fault of the file: the second would pass for the first. Rows without a key that
 * are alike to the letter are two visits; the second is numbered, and clashes with the first where it takes its place.
 */
function withUniqueIdentities(drafts: readonly RowDraft[]): { drafts: RowDraft[]; repeated: RowRefusal[] } {
  const seen = new Map<string, RowDraft[]>();
  const unique: RowDraft[] = [];
  const repeated: RowRefusal[] = [];
  for (const draft of drafts) {
    const earlier = seen.get(draft.identity) ?? [];
    const [first] = earlier;
    earlier.push(draft);
    seen.set(draft.identity, earlier);
    if (first === undefined) unique.push(draft);
    else if (draft.isKeyed) repeated.push(repeatedKey(draft, first.line));
    else unique.push({ ...draft, identity: `${draft.identity}\u001f#${earlier.length}` });
  }
  return { drafts: unique, repeated };
}

function repeatedKey({ line, identity }: RowDraft, firstLine: number): RowRefusal {
  const value = identity.split('\u001f').slice(1).join(' ').slice(0, 200);
  return { line, code: 'repeated-key', field: 'key', value, clashesWith: [firstLine] };
}
