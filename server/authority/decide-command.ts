import { type ReadyCommand, readyCommand } from '#shared/commands/decide.ts';
import { endLeases } from '#shared/commands/end-leases.ts';
import type { Verdict } from '#shared/commands/verdict.ts';
import type { Command } from '#shared/replication/protocol.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import type { Clock } from '#server/authority/clock.ts';
import { type Subject, subjectOf } from '#server/authority/command-subject.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { judge } from '#server/authority/judge.ts';
import { asClaims, askForLeases } from '#server/authority/leases/ask-for-leases.ts';
import type { Report } from '#server/authority/report.ts';
import { LoadedWorld } from '#server/authority/loaded-world.ts';
import { repeated } from '#server/authority/repeated.ts';
import type { StoreTx } from '#server/authority/store.ts';
import { refusedVerdict, verdictOf } from '#server/authority/verdict-of.ts';
import { write, type Written } from '#server/authority/write.ts';
import { DatabaseError, isStable, withoutDetail } from '#server/database/database-error.ts';
import { Outage } from '#server/database/outage.ts';

export type Task = {
  readonly desk: DeskIdentity;
  readonly command: Command;
  readonly hash: Buffer;
  readonly receivedAt: Date;
  readonly clock: Clock;
  readonly report: Report;
};

type Attempt = { readonly outcome: Written; readonly verdict: Verdict };

type Leased = { readonly leased: readonly HeldClaim[] };

const attempts = 5;

/**
 * Decides one command inside a transaction, in a savepoint of its own: what goes wrong with it undoes nothing else
 * (F3). Somebody quicker is met by deciding again on what is there now. Null: not decided now, because it is for another
 * desk to give up time first; send it again (PS6, LE6).
 */
export async function decideCommand(tx: StoreTx, task: Task): Promise<Verdict | null> {
  const leased: HeldClaim[] = [];
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const done = await inSavepoint(tx, task, () => attemptOnce(tx, { ...task, leased }));
    if (done.outcome.kind === 'written') return done.verdict;
    if (done.outcome.kind === 'known') return answerBefore(tx, task);
    if (done.outcome.kind !== 'leased') continue;
    const asked = await askForLeases(tx, task.desk.deskId, done.outcome.claims);
    if (asked.kind === 'asked') return null;
    if (asked.kind === 'unanswered') leased.push(...asClaims(asked.leases));
  }
  task.report('not-decidable', `${task.command.name}: was overtaken ${attempts} times`);
  return refuseUndecidable(tx, task);
}

async function inSavepoint(tx: StoreTx, task: Task, work: () => Promise<Attempt>): Promise<Attempt> {
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

async function attemptOnce(tx: StoreTx, task: Task & Leased): Promise<Attempt> {
  const { desk, command, clock } = task;
  const readied = readyCommand(command);
  if (!readied.ok) {
    const { actor } = await tx.loadDocuments({ desk, actorId: command.actorId, refs: [], subject: null });
    const now = clock();
    const { code, field } = readied.refusal;
    return record(tx, task, actor === null ? refusedVerdict('actor-unknown', now) : refusedVerdict(code, now, field));
  }
  return attemptReady(tx, task, readied.command);
}

async function attemptReady(tx: StoreTx, task: Task & Leased, ready: ReadyCommand): Promise<Attempt> {
  const subject = subjectOf(ready);
  const { decision, world, now } = await judge(tx, { ...task, ready, subject });
  const verdict = verdictOf(decision, now);
  const changes = decision.kind === 'refused' ? [] : decision.changes;
  if (decision.kind === 'accepted' && ready.name === endLeases.name) await endLeasesOf(tx, task.command);
  return { verdict, outcome: await write(tx, { ...task, verdict, subjectId: idOf(subject) }, changes, world) };
}

async function endLeasesOf(tx: StoreTx, { input }: Command): Promise<void> {
  await tx.leases.endOf(endLeases.schema.parse(input).deskId);
}

async function record(tx: StoreTx, task: Task, verdict: Verdict): Promise<Attempt> {
  return { verdict, outcome: await write(tx, { ...task, verdict, subjectId: null }, [], new LoadedWorld()) };
}

async function refuseUndecidable(tx: StoreTx, task: Task): Promise<Verdict> {
  const { outcome, verdict } = await record(tx, task, refusedVerdict('not-decidable', task.clock()));
  return outcome.kind === 'known' ? answerBefore(tx, task) : verdict;
}

async function answerBefore(tx: StoreTx, { command, hash }: Task): Promise<Verdict> {
  const stored = (await tx.storedVerdicts([command.id])).get(command.id);
  if (stored === undefined) throw new Outage('busy', 'The same command is being decided elsewhere.');
  return repeated(stored, hash);
}

function idOf(subject: Subject | null): string | null {
  return subject?.id ?? null;
}
