import type { Verdict } from '#shared/commands/verdict.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import type { Clock } from '#server/authority/clock.ts';
import { isWithheld, judge, type Task } from '#server/authority/judge.ts';
import { asClaims, askForLeases } from '#server/authority/leases/ask-for-leases.ts';
import { LoadedWorld } from '#server/authority/loaded-world.ts';
import { repeated } from '#server/authority/repeated.ts';
import type { Report } from '#server/authority/report.ts';
import type { StoreTx } from '#server/authority/store.ts';
import { refusedVerdict } from '#server/authority/verdict-of.ts';
import { write, type Written } from '#server/authority/write.ts';
import { DatabaseError, isStable, withoutDetail } from '#server/database/database-error.ts';
import { Outage } from '#server/database/outage.ts';

export type LoneTask = Task & { readonly clock: Clock; readonly report: Report };

type Attempt = { readonly outcome: Written | { readonly kind: 'withheld' }; readonly verdict: Verdict };

type Leased = { readonly leased: readonly HeldClaim[] };

/** Each time somebody else got further, so there are as many as there are others who want any one of the same people. */
const attempts = 100;

/**
 * Decides one command inside a transaction, in a savepoint of its own: what goes wrong with it undoes nothing else
 * (F3). Somebody quicker is met by deciding again on what is there now. Null: not decided now, because it is for another
 * desk to give up time first, or to offer again what this builds on; send it again (PS6, LE6, RO4).
 */
export async function decideCommand(tx: StoreTx, task: LoneTask): Promise<Verdict | null> {
  const leased: HeldClaim[] = [];
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const done = await inSavepoint(tx, task, () => attemptOnce(tx, { ...task, leased }));
    if (done.outcome.kind === 'written') return done.verdict;
    if (done.outcome.kind === 'withheld') return null;
    if (done.outcome.kind === 'known') return answerBefore(tx, task);
    if (done.outcome.kind !== 'leased') continue;
    const asked = await askForLeases(tx, task.desk.deskId, done.outcome.claims);
    if (asked.kind === 'asked') return null;
    if (asked.kind === 'unanswered') leased.push(...asClaims(asked.leases));
  }
  task.report('not-decidable', `${task.command.name}: was overtaken ${attempts} times`);
  return refuseUndecidable(tx, task);
}

async function inSavepoint(tx: StoreTx, task: LoneTask, work: () => Promise<Attempt>): Promise<Attempt> {
  await tx.setSavepoint();
  try {
    const done = await work();
    await (done.outcome.kind === 'written' ? tx.releaseSavepoint() : tx.rollBackToSavepoint());
    return done;
  } catch (raw) {
    const error = withoutDetail(raw);
    if (error instanceof Outage || (error instanceof DatabaseError && !isStable(error))) throw error;
    // The same command would fail the same way for ever; it must not hold up the others (I13).
    await tx.rollBackToSavepoint();
    task.report('not-decidable', `${task.command.name}: ${error instanceof Error ? error.message : 'unknown'}`);
    return { outcome: { kind: 'written' }, verdict: await refuseUndecidable(tx, task) };
  }
}

async function attemptOnce(tx: StoreTx, task: LoneTask & Leased): Promise<Attempt> {
  const { judged, world } = await judge(tx, [task], task);
  const [first] = judged;
  if (first !== undefined && isWithheld(first)) return { outcome: { kind: 'withheld' }, verdict: first.verdict };
  const outcome = await write(tx, judged, world);
  return { outcome, verdict: first?.verdict ?? refusedVerdict('not-decidable', task.clock()) };
}

async function refuseUndecidable(tx: StoreTx, task: LoneTask): Promise<Verdict> {
  const verdict = refusedVerdict('not-decidable', task.clock());
  const outcome = await write(tx, [{ task, verdict, subject: null, changes: [], superseded: [] }], new LoadedWorld());
  return outcome.kind === 'known' ? answerBefore(tx, task) : verdict;
}

async function answerBefore(tx: StoreTx, { command, hash }: Task): Promise<Verdict> {
  const stored = (await tx.storedVerdicts([command.id])).get(command.id);
  if (stored === undefined) throw new Outage('busy', 'The same command is being decided elsewhere.');
  return repeated(stored, hash);
}
