import type { ImportPlan, PlannedCommand } from '#shared/importing/import-plan.ts';
import { type ImportReport, summarise } from '#shared/importing/import-report.ts';
import { outcomeOfVerdict, type RowOutcome } from '#shared/importing/row-outcome.ts';
import type { Desk, Submission } from '#renderer/replica/desk.ts';
import type { Progress, StopReason } from '#renderer/importing/import-state.ts';

type Run = {
  readonly desk: Pick<Desk, 'submit' | 'verdictOf'>;
  readonly plan: ImportPlan;
  /** Stops before the next row; what is saved is still sent, and its verdict waited for. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
};

type Ended = { readonly report: ImportReport; readonly stopped: StopReason | null };

/** How many rows go by between two pictures of the progress. */
const STRIDE = 20;

/**
 * Sends an import through the desk's one door, in order, and waits for every verdict: set-up first, so that rows find
 * what they name. A row that the desk already knows to clash is not sent; the report says with what.
 */
export async function runImport({ desk, plan, signal, onProgress }: Run): Promise<Ended> {
  const commands: readonly PlannedCommand[] = [...plan.setUp, ...plan.rows];
  const outcomes = new Map<string, RowOutcome>();
  const waiting: Promise<void>[] = [];
  let progress: Progress = { total: commands.length, saved: 0, decided: 0, isStopping: false };
  let stopped: StopReason | null = null;
  const show = (patch: Partial<Progress>, isPicture: boolean): void => {
    progress = { ...progress, ...patch, isStopping: signal.aborted };
    if (isPicture) onProgress(progress);
  };
  const settle = (commandId: string, outcome: RowOutcome): void => {
    outcomes.set(commandId, outcome);
    show({ decided: progress.decided + 1 }, progress.decided % STRIDE === 0);
  };
  show({}, true);
  for (const [at, { commandId, intent }] of commands.entries()) {
    if (signal.aborted) stopped = 'person';
    if (stopped !== null) break;
    const submission = await desk.submit(intent, { commandId });
    if (submission.kind === 'not-saved') stopped = 'disk';
    else if (submission.kind === 'saved') {
      waiting.push(desk.verdictOf(commandId).then((verdict) => settle(commandId, outcomeOfVerdict(verdict))));
      show({ saved: progress.saved + 1 }, at % STRIDE === 0);
    } else {
      show({ saved: progress.saved + 1 }, at % STRIDE === 0);
      settle(commandId, outcomeAtDesk(submission));
    }
    if (at % STRIDE === 0) await nextTask();
  }
  show({}, true);
  await Promise.all(waiting);
  return { report: summarise(plan, outcomes), stopped };
}

type NotSent = Extract<Submission, { kind: 'refused' | 'taken' }>;

function outcomeAtDesk(submission: NotSent): RowOutcome {
  if (submission.kind === 'taken') {
    return { kind: 'refused', refusal: { code: 'taken', field: '', conflicts: [...submission.conflicts] } };
  }
  const { refusal } = submission;
  return refusal.code === 'already-exists' ? { kind: 'already-there' } : { kind: 'refused', refusal };
}

// Lets the browser paint and take clicks between rows.
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
