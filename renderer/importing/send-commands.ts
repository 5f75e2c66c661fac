import type { PlannedCommand } from '#shared/importing/import-plan.ts';
import { outcomeOfVerdict, type RowOutcome } from '#shared/importing/row-outcome.ts';
import type { Desk, Submission } from '#renderer/replica/desk.ts';
import type { Progress, StopReason } from '#renderer/importing/import-state.ts';

export type Sending = {
  readonly desk: Pick<Desk, 'submit' | 'verdictOf' | 'beginStep'>;
  readonly commands: readonly PlannedCommand[];
  /** Stops before the next command; what is saved is still sent, and its verdict waited for. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
};

export type Sent = {
  /** By command id; one without an outcome was not sent. */
  readonly outcomes: ReadonlyMap<string, RowOutcome>;
  /** Commands after which something waits in the conflict inbox. */
  readonly displaced: ReadonlySet<string>;
  readonly stopped: StopReason | null;
};

/** How many commands go by between two pictures of the progress. */
const STRIDE = 20;

/**
 * Sends commands through the desk's one door, in order, and waits for every verdict. One that the desk already knows to
 * clash is not sent; a series is, and its clashing dates wait in the conflict inbox. All of it is undone as one step.
 */
export async function sendCommands({ desk, commands, signal, onProgress }: Sending): Promise<Sent> {
  const outcomes = new Map<string, RowOutcome>();
  const displaced = new Set<string>();
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
  const decided = async (commandId: string): Promise<void> => {
    const verdict = await desk.verdictOf(commandId);
    if (verdict.kind === 'displaced') displaced.add(commandId);
    settle(commandId, outcomeOfVerdict(verdict));
  };
  show({}, true);
  const step = desk.beginStep('importing.step');
  for (const [at, { commandId, intent }] of commands.entries()) {
    if (signal.aborted) stopped = 'person';
    if (stopped !== null) break;
    const submission = await desk.submit(intent, { commandId, evenIfTaken: intent.name === 'series.create', step });
    if (submission.kind === 'not-saved') stopped = 'disk';
    else {
      show({ saved: progress.saved + 1 }, at % STRIDE === 0);
      if (submission.kind === 'saved') waiting.push(decided(commandId));
      else settle(commandId, outcomeAtDesk(submission));
    }
    if (at % STRIDE === 0) await nextTask();
  }
  step.end();
  show({}, true);
  await Promise.all(waiting);
  return { outcomes, displaced, stopped };
}

type NotSent = Extract<Submission, { kind: 'refused' | 'taken' }>;

function outcomeAtDesk(submission: NotSent): RowOutcome {
  if (submission.kind === 'taken') {
    return { kind: 'refused', refusal: { code: 'taken', field: '', conflicts: [...submission.conflicts] } };
  }
  const { refusal } = submission;
  return refusal.code === 'already-exists' ? { kind: 'already-there' } : { kind: 'refused', refusal };
}

// Lets the browser paint and take clicks between commands.
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
