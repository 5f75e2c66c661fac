import type { ImportPlan } from '#shared/importing/import-plan.ts';
import { type ImportReport, summarise } from '#shared/importing/import-report.ts';
import { type Sending, sendCommands } from '#renderer/importing/send-commands.ts';
import type { StopReason } from '#renderer/importing/import-state.ts';

type Run = Omit<Sending, 'commands'> & { readonly plan: ImportPlan };

type Ended = { readonly report: ImportReport; readonly stopped: StopReason | null };

/** Sends an import: set-up first, so that rows find what they name. A clash is reported with what it is with. */
export async function runImport({ plan, ...run }: Run): Promise<Ended> {
  const { outcomes, stopped } = await sendCommands({ ...run, commands: [...plan.setUp, ...plan.rows] });
  return { report: summarise(plan, outcomes), stopped };
}
