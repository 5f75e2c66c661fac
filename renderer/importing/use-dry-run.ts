import { useEffect, useState } from 'react';
import { startDryRun } from '#shared/importing/dry-run.ts';
import { type ImportReport, summarise } from '#shared/importing/import-report.ts';
import { planImport } from '#shared/importing/plan-import.ts';
import { mappingSchema, missingColumns } from '#shared/importing/mapping.ts';
import type { RowOutcome } from '#shared/importing/row-outcome.ts';
import type { Desk } from '#renderer/replica/desk.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { existingNames } from '#renderer/importing/import-session.ts';
import type { ImportState } from '#renderer/importing/import-state.ts';

type Mapping = Extract<ImportState, { step: 'map' }>;

/** What the import would do with the mapping as it stands; null while it is being counted or cannot be. */
export function useDryRun(state: Mapping): ImportReport | null {
  const desk = useDesk();
  const [counted, setCounted] = useState<Counted | null>(null);
  const { file, mapping, runId } = state;
  useEffect(() => {
    const stop = new AbortController();
    // Typing in a field would else start a count with every key.
    const timer = setTimeout(() => {
      void count({ file, mapping, runId }, desk, stop.signal);
    }, 250);
    async function count(what: Counting, from: Desk, signal: AbortSignal): Promise<void> {
      const report = await dryRun(what, from, signal);
      if (!signal.aborted) setCounted({ mapping, report });
    }
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [file, mapping, runId, desk]);
  return counted?.mapping === mapping ? counted.report : null;
}

type Counting = Pick<Mapping, 'file' | 'mapping' | 'runId'>;
type Counted = { readonly mapping: Mapping['mapping']; readonly report: ImportReport | null };

const STRIDE = 200;

/** Judges every row on a copy of what this desk knows, in pieces that let the screen breathe. */
async function dryRun(
  { file, mapping, runId }: Counting,
  desk: Desk,
  signal: AbortSignal,
): Promise<ImportReport | null> {
  const session = desk.session.get();
  const isUsable = mappingSchema.safeParse(mapping).success && missingColumns(mapping, file.table.headers).length === 0;
  if (session.state !== 'signed-in' || !isUsable) return null;
  const plan = planImport(file.table, mapping, { existing: existingNames(desk), runId });
  const { id: actorId, role } = session.person;
  const now = desk.now();
  // No document of a dry run is ever kept, so the run's own id may stand for the desk's.
  const run = startDryRun(desk.view, { now, deskTime: now, deskId: runId, actorId, role });
  const outcomes = new Map<string, RowOutcome>();
  for (const [at, command] of [...plan.setUp, ...plan.rows].entries()) {
    outcomes.set(command.commandId, run.decide(command));
    if (at % STRIDE === STRIDE - 1) await new Promise((resolve) => setTimeout(resolve));
    if (signal.aborted) return null;
  }
  return summarise(plan, outcomes);
}
