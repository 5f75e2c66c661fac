import type { RefusalCode } from '#shared/commands/refusal.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';

/** Reasons that only a row of a file can have; the rest are the commands' own. */
export const rowRefusalCodes = [
  'too-many-cells',
  'broken-quotes',
  'missing-column',
  'value-missing',
  'not-a-local-time',
  'not-minutes',
  'unknown-status',
  'repeated-key',
] as const;
export type ImportRefusalCode = (typeof rowRefusalCodes)[number] | RefusalCode;

export type ImportField =
  | 'row'
  | 'location'
  | 'resources'
  | 'service'
  | 'start'
  | 'length'
  | 'label'
  | 'client'
  | 'notes'
  | 'status'
  | 'key';

/** A row that cannot become an appointment, whatever is booked already. */
export type RowRefusal = {
  readonly line: number;
  readonly code: ImportRefusalCode;
  readonly field: ImportField;
  /** What the cell says, for the report; cut to a readable length. */
  readonly value: string;
  /** Lines of the same file that it cannot stand beside. */
  readonly clashesWith: readonly number[];
};

/** Something that the importer decided and a person should know. */
export type RowNote = {
  readonly line: number;
  /** The wall time did not exist and was shifted later, or happened twice and the mapping's choice was taken. */
  readonly code: 'time-in-gap' | 'time-in-fold';
  readonly field: 'start' | 'length';
  readonly value: string;
};

export type PlannedCommand = { readonly commandId: string; readonly intent: CommandIntent };
export type PlannedRow = {
  readonly commandId: string;
  readonly intent: Extract<CommandIntent, { name: 'appointment.import' }>;
  readonly line: number;
  readonly appointmentId: string;
};

/** What an import will do: first `setUp` in order, then `rows` in order, each through the one door. */
export type ImportPlan = {
  readonly rowCount: number;
  /** Locations, resources, services and clients that are not there yet. */
  readonly setUp: readonly PlannedCommand[];
  readonly rows: readonly PlannedRow[];
  readonly refusals: readonly RowRefusal[];
  readonly notes: readonly RowNote[];
};
