import { must } from '#shared/lib/must.ts';
import type { Verdict } from '#shared/commands/verdict.ts';
import type { CommandVerdict } from '#shared/replication/protocol.ts';
import { bodyHash } from '#server/authority/command-body.ts';
import { decideCommand } from '#server/authority/decide-command.ts';
import { decideTogether, Overtaken } from '#server/authority/decide-together.ts';
import type { Execution, Push } from '#server/authority/execution.ts';
import { asOutage, patiently } from '#server/authority/patiently.ts';
import { Undecided } from '#server/authority/undecided.ts';
import { repeated } from '#server/authority/repeated.ts';
import type { StoreTx } from '#server/authority/store.ts';
import { isRetryable, withoutDetail } from '#server/database/database-error.ts';
import { Outage } from '#server/database/outage.ts';

type Verdicts = readonly CommandVerdict[];

const triesTogether = 3;

/**
 * Decides the pushes of one tenant in their order, each one's commands in theirs (PS4). All in one transaction with a
 * handful of statements, because that is one flush to disk instead of hundreds. Where that fails, each push is on its
 * own, so that none of them can spoil another.
 * @returns a verdict for each command, push by push; a promise for what is decided on its own.
 */
export async function executePushes(
  execution: Execution,
  pushes: readonly Push[],
): Promise<readonly (Verdicts | Promise<Verdicts>)[]> {
  for (let attempt = 1; attempt <= triesTogether; attempt += 1) {
    try {
      return await decideTogether(execution, pushes);
    } catch (raw) {
      const error = withoutDetail(raw);
      // Nobody would fare better alone. Any other error may be one push's own doing.
      if (error instanceof Outage && error.reason === 'database-unreachable') throw error;
      if (!(error instanceof Overtaken)) break;
    }
  }
  return pushes.map((push) => executeCarefully(execution, push));
}

/** As above, for one push. */
export async function executePush(execution: Execution, push: Push): Promise<Verdicts> {
  const [verdicts] = await executePushes(execution, [push]);
  return must(verdicts, 'one push has one answer');
}

/** A savepoint for each command; where transactions get in each other's way, one by one, because those cannot. */
async function executeCarefully(execution: Execution, push: Push): Promise<readonly CommandVerdict[]> {
  try {
    return await inOneTransaction(execution, push);
  } catch (error) {
    if (!isRetryable(error)) throw asOutage(error);
    return oneByOne(execution, push);
  }
}

async function inOneTransaction(
  execution: Execution,
  { desk, commands, reofferedIds, decidedIds }: Push,
): Promise<CommandVerdict[]> {
  const receivedAt = new Date(execution.clock());
  const decide = async (tx: StoreTx): Promise<CommandVerdict[]> => {
    const known = await tx.storedVerdicts(commands.map(({ id }) => id));
    const verdicts: CommandVerdict[] = [];
    const undecided = new Undecided();
    for (const command of commands) {
      const hash = bodyHash(command);
      const before = known.get(command.id);
      if (before === undefined && undecided.holdsUp(command)) continue;
      const isReoffered = reofferedIds?.has(command.id) ?? false;
      const wasDecided = decidedIds?.has(command.id) ?? false;
      const verdict =
        before === undefined
          ? await decideCommand(tx, { ...execution, desk, command, hash, receivedAt, isReoffered, wasDecided })
          : repeated(before, hash);
      if (verdict === null) {
        undecided.add(command);
        continue;
      }
      if (before === undefined) known.set(command.id, { hash, verdict });
      verdicts.push({ commandId: command.id, verdict });
    }
    if (verdicts.some(({ verdict }) => changedSomething(verdict))) await tx.announce();
    return verdicts;
  };
  // Who waits for a lock gives up those that it has before anybody notices, and comes again (HS5).
  return execution.store.transaction(desk.tenantId, decide, { isImpatient: true });
}

function changedSomething(verdict: Verdict): boolean {
  return verdict.revisions.length > 0;
}

/** A command that cannot be decided now gets no verdict, nor do later ones about the same document; the others do. */
async function oneByOne(execution: Execution, push: Push): Promise<CommandVerdict[]> {
  const verdicts: CommandVerdict[] = [];
  const undecided = new Undecided();
  let lastError: unknown = null;
  for (const command of push.commands) {
    if (undecided.holdsUp(command)) continue;
    try {
      const decided = await patiently(execution.pause, () =>
        inOneTransaction(execution, { ...push, commands: [command] }),
      );
      verdicts.push(...decided);
      if (decided.length === 0) undecided.add(command);
    } catch (error) {
      lastError = error;
      undecided.add(command);
    }
  }
  if (verdicts.length === 0 && lastError !== null) throw asOutage(lastError);
  return verdicts;
}
