import type { Verdict } from '#shared/commands/verdict.ts';
import { type CommandDraft, type OutboxEntry, outboxEntrySchema } from '#shared/desktop/outbox.ts';

/**
 * An outbox entry as it lies on disk, in both adapters. Frozen at version 0 (F15): commands and verdicts are JSON text,
 * so that a new field never needs a migration of work that has not been sent.
 */
export type OutboxRow = {
  readonly sequence: number;
  readonly id: string;
  readonly command: string;
  readonly state: string;
  readonly verdict: string | null;
  readonly attempts: number;
  readonly dismissedBy: string | null;
};

export const OUTBOX_SCHEMA_VERSION = 0;

export function newRow(draft: CommandDraft): Omit<OutboxRow, 'sequence'> {
  const state = 'pending' satisfies OutboxEntry['state'];
  return { id: draft.id, command: JSON.stringify(draft), state, verdict: null, attempts: 0, dismissedBy: null };
}

export function verdictText(verdict: Verdict): string {
  return JSON.stringify(verdict);
}

/**
 * The entry, or null for a row that this version cannot read. Such a row stays on disk for a version that can, and
 * must not hold up the readable ones.
 */
export function readRow(row: OutboxRow): OutboxEntry | null {
  const { sequence, command, state, verdict, attempts, dismissedBy } = row;
  try {
    return outboxEntrySchema.parse({
      command: { ...JSON.parse(command), sequence },
      state,
      verdict: verdict === null ? null : JSON.parse(verdict),
      attempts,
      dismissedBy,
    });
  } catch {
    return null;
  }
}

export function readRows(rows: readonly OutboxRow[]): readonly OutboxEntry[] {
  return rows.map(readRow).filter((entry) => entry !== null);
}

/** The row of a command that a restored server may have lost, waiting once more (RO2); any other row as it is. */
export function offeredAgain<Row extends Omit<OutboxRow, 'sequence'>>(row: Row): Row {
  if (row.state === 'pending' || row.verdict === null || isRefusal(row.verdict)) return row;
  return { ...row, state: 'pending' satisfies OutboxEntry['state'], verdict: null, attempts: 0, dismissedBy: null };
}

function isRefusal(text: string): boolean {
  const verdict: unknown = JSON.parse(text);
  return typeof verdict === 'object' && verdict !== null && 'kind' in verdict && verdict.kind === 'refused';
}

/** A refused or displaced command waits for a person, and is not forgotten before (I12). */
export function mayForget(entry: OutboxEntry): boolean {
  if (entry.state === 'dismissed') return true;
  return entry.verdict?.kind === 'accepted' || entry.verdict?.kind === 'adjusted';
}
