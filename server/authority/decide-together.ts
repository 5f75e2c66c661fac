import type { CommandVerdict } from '#shared/replication/protocol.ts';
import { bodyHash } from '#server/authority/command-body.ts';
import type { Execution, Push } from '#server/authority/execution.ts';
import { isWithheld, judge, type Task } from '#server/authority/judge.ts';
import { repeated } from '#server/authority/repeated.ts';
import type { Stored, StoreTx } from '#server/authority/store.ts';
import { write } from '#server/authority/write.ts';
import { Outage } from '#server/database/outage.ts';

/** Somebody else took what was free a moment ago; nothing is written, and the same again may succeed. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/** One of the commands takes more than a decision: a word with another desk first, or a later try. */
class NeedsCare extends Error {
  override readonly name = 'NeedsCare';
}

/** Decides all of it or nothing, with as many statements as for one command. The pushes are of one tenant. */
export async function decideTogether(
  { store, clock }: Execution,
  pushes: readonly Push[],
): Promise<readonly (readonly CommandVerdict[])[]> {
  const receivedAt = new Date(clock());
  const tasks = pushes.map(({ desk, commands, reofferedIds, decidedIds }) =>
    commands.map((command): Task => ({
      desk,
      command,
      hash: bodyHash(command),
      receivedAt,
      isReoffered: reofferedIds?.has(command.id) ?? false,
      wasDecided: decidedIds?.has(command.id) ?? false,
    })),
  );
  const [first] = pushes;
  if (first === undefined) return [];
  const decide = async (tx: StoreTx): Promise<readonly (readonly CommandVerdict[])[]> => {
    const ids = new Set(tasks.flat().map(({ command }) => command.id));
    const known = await tx.storedVerdicts([...ids]);
    const hasChanges = await decideNew(tx, tasks.flat(), { known, clock });
    if (hasChanges) await tx.announce();
    return tasks.map((those) => those.map((task) => answer(task, known)));
  };
  return store.transaction(first.desk.tenantId, decide, { isImpatient: true });
}

type Progress = { readonly known: Map<string, Stored>; readonly clock: Execution['clock'] };

/** Wave by wave: what changes a document for the second time waits for the next. @returns whether documents changed. */
async function decideNew(tx: StoreTx, tasks: readonly Task[], { known, clock }: Progress): Promise<boolean> {
  const once = new Map(tasks.toReversed().map((task) => [task.command.id, task]));
  let waiting = tasks.filter((task) => once.get(task.command.id) === task && !known.has(task.command.id));
  let hasChanges = false;
  while (waiting.length > 0) {
    const { judged, world } = await judge(tx, waiting, { clock });
    if (judged.some(isWithheld)) throw new NeedsCare('withheld');
    const outcome = await write(tx, judged, world);
    if (outcome.kind === 'leased') throw new NeedsCare(outcome.kind);
    if (outcome.kind !== 'written') throw new Overtaken(outcome.kind);
    for (const { task, verdict, changes } of judged) {
      known.set(task.command.id, { hash: task.hash, verdict });
      hasChanges ||= changes.length > 0;
    }
    waiting = waiting.slice(judged.length);
  }
  return hasChanges;
}

function answer({ command, hash }: Task, known: ReadonlyMap<string, Stored>): CommandVerdict {
  const stored = known.get(command.id);
  if (stored === undefined) throw new Outage('busy', 'A command was left undecided.');
  return { commandId: command.id, verdict: repeated(stored, hash) };
}
