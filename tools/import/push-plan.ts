import { setTimeout as sleep } from 'node:timers/promises';
import type { ImportPlan, PlannedCommand } from '#shared/importing/import-plan.ts';
import { outcomeOfVerdict, type RowOutcome } from '#shared/importing/row-outcome.ts';
import { type Command, type CommandVerdict, PUSH_LIMIT } from '#shared/replication/protocol.ts';
import { instant } from '#shared/time/instant.ts';
import { type DeskLine, statusOf } from '#tools/import/desk-line.ts';
import { pushLanes } from '#tools/import/push-lanes.ts';

const LONGEST_OUTAGE_MS = 60_000;
const MOST_LANES = 4;

type Pushing = {
  readonly desk: DeskLine;
  readonly actorId: string;
  readonly onProgress: (done: number, total: number) => void;
};

/** Sends the plan. A server that is lost for a minute ends the run; what was not sent has no outcome. */
export async function pushPlan(
  plan: ImportPlan,
  { desk, actorId, onProgress }: Pushing,
): Promise<Map<string, RowOutcome>> {
  const outcomes = new Map<string, RowOutcome>();
  const total = plan.setUp.length + plan.rows.length;
  let sequence = 0;
  const wire = ({ commandId, intent }: PlannedCommand): Command => {
    sequence += 1;
    return {
      id: commandId,
      name: intent.name,
      actorId,
      deskTime: instant(Date.now()),
      sequence,
      input: intent.input,
      hold: null,
    };
  };
  const pushLane = async (lane: readonly PlannedCommand[]): Promise<void> => {
    for (let at = 0; at < lane.length; at += PUSH_LIMIT) {
      const batch = lane.slice(at, at + PUSH_LIMIT).map(wire);
      const answered = await pushPatiently(desk, batch);
      for (const { commandId, verdict } of answered) outcomes.set(commandId, outcomeOfVerdict(verdict));
      if (answered.length < batch.length) return;
      onProgress(outcomes.size, total);
    }
  };
  await pushLane(plan.setUp);
  if (outcomes.size === plan.setUp.length) await Promise.all(pushLanes(plan.rows, MOST_LANES).map(pushLane));
  return outcomes;
}

type Sender = Pick<Pushing, 'desk' | 'actorId'>;

/** Sends commands in their order; after a server that was lost for a minute some have no verdict. */
export async function pushCommands(
  commands: readonly PlannedCommand[],
  { desk, actorId }: Sender,
): Promise<readonly CommandVerdict[]> {
  const verdicts: CommandVerdict[] = [];
  const wired = commands.map(({ commandId, intent }, index): Command => ({
    id: commandId,
    name: intent.name,
    actorId,
    deskTime: instant(Date.now()),
    sequence: index + 1,
    input: intent.input,
    hold: null,
  }));
  for (let at = 0; at < wired.length; at += PUSH_LIMIT) {
    const batch = wired.slice(at, at + PUSH_LIMIT);
    const answered = await pushPatiently(desk, batch);
    verdicts.push(...answered);
    if (answered.length < batch.length) break;
  }
  return verdicts;
}

/** The same commands again are the same commands, so a lost answer costs nothing. */
async function pushPatiently(desk: DeskLine, commands: readonly Command[]): Promise<readonly CommandVerdict[]> {
  const decided = new Map<string, CommandVerdict>();
  const deadline = Date.now() + LONGEST_OUTAGE_MS;
  for (let attempt = 1; decided.size < commands.length; attempt += 1) {
    const waiting = commands.filter((command) => !decided.has(command.id));
    const answered = await desk.push(waiting).catch((error: unknown) => {
      if (!mayPass(statusOf(error))) throw error;
      return [];
    });
    for (const one of answered) decided.set(one.commandId, one);
    if (answered.length > 0) continue;
    if (Date.now() > deadline) break;
    await sleep(Math.min(5_000, 100 * 2 ** attempt));
  }
  return [...decided.values()];
}

/** No answer, a server in trouble, or one that asks for patience. */
function mayPass(status: number | null): boolean {
  return status === null || status >= 500 || status === 429;
}
