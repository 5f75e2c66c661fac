import { type ReadyCommand, readyCommand } from '#shared/commands/decide.ts';
import { type Change, type Context, type Decision, refuse } from '#shared/commands/decision.ts';
import type { RefusalCode } from '#shared/commands/refusal.ts';
import type { Verdict } from '#shared/commands/verdict.ts';
import { assert } from '#shared/lib/must.ts';
import type { Command } from '#shared/replication/protocol.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import type { Person } from '#shared/scheduling/person.ts';
import { namedOccurrence } from '#shared/scheduling/series/series-id.ts';
import { EARLIEST, type Instant, instant } from '#shared/time/instant.ts';
import type { Clock } from '#server/authority/clock.ts';
import { type Subject, subjectOf } from '#server/authority/command-subject.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { claimsInForce } from '#server/authority/holds/claims-in-force.ts';
import { type HoldFaults, holdFaults, keyOfHold } from '#server/authority/holds/confirm-hold.ts';
import { type OverOwnHolds, overOwnHolds } from '#server/authority/holds/over-own-holds.ts';
import { joinedWindows, LoadedWorld } from '#server/authority/loaded-world.ts';
import type { LoadedDocuments, StoreTx } from '#server/authority/store.ts';
import { verdictOf } from '#server/authority/verdict-of.ts';

export type Task = {
  readonly desk: DeskIdentity;
  readonly command: Command;
  readonly hash: Buffer;
  readonly receivedAt: Date;
  /** Then an unwelcome verdict is not final: others may have to offer again what it builds on (RO4). */
  readonly isReoffered: boolean;
  /** Then its hold need not be in force any more (RO7). */
  readonly wasDecided: boolean;
};

export type Judged = {
  readonly task: Task;
  readonly subject: Subject | null;
  readonly verdict: Verdict;
  readonly changes: readonly Change[];
  /** Holds besides its own whose time it takes (LE10). */
  readonly superseded: readonly string[];
};

export type JudgeOptions = {
  readonly clock: Clock;
  /** Leases of other desks that cannot be had, as claims on every lane. */
  readonly leased?: readonly HeldClaim[];
};

type Asked = {
  readonly task: Task;
  /** A refusal, where the command cannot even be read. */
  readonly ready: ReadyCommand | Extract<Decision, { kind: 'refused' }>;
  readonly subject: Subject | null;
};

/** Whether the command is to be sent again instead, and nothing of it written (RO4). No hold comes back by waiting (RO7). */
export function isWithheld({ task, verdict }: Judged): boolean {
  if (!task.isReoffered) return false;
  return verdict.kind === 'refused' ? verdict.refusal.code !== 'hold-expired' : verdict.kind === 'displaced';
}

/**
 * Locks what may change, reads what the commands look at, and only then the time (F9); then decides them in their
 * order, each on what the ones before it have left, and by the time after whatever it has read besides.
 * @returns at least the first; one that would change a document for the second time waits until that is written.
 */
export async function judge(
  tx: StoreTx,
  tasks: readonly Task[],
  { clock, leased = [] }: JudgeOptions,
): Promise<{ readonly judged: readonly Judged[]; readonly world: LoadedWorld }> {
  const asked = tasks.map(read);
  const world = new LoadedWorld();
  const { actors, faults } = await load(tx, asked, { world, leased });
  const judged: Judged[] = [];
  for (const one of asked) {
    const actor = actors.find(
      ({ deskId, person }) => deskId === one.task.desk.deskId && person.id === one.task.command.actorId,
    );
    const { hold } = one.task.command;
    const holdFault = holdFaultOf(one.task, { world, faults });
    const { decision, superseded, now } = await decide(tx, one, {
      world,
      leased,
      clock,
      holdFault,
      actor: actor?.person ?? null,
    });
    const changes = decision.kind === 'refused' ? [] : decision.changes;
    if (changes.some((change) => world.hasChanged(change))) break;
    world.apply(changes);
    if (hold !== null && decision.kind !== 'refused') world.endHold(hold.id);
    for (const id of superseded) world.endHold(id);
    judged.push({ task: one.task, subject: one.subject, verdict: verdictOf(decision, now), changes, superseded });
  }
  world.confirm([]);
  return { judged, world };
}

/** What was decided once need not be held any more: the hold that it came with may be gone with what was restored (RO7). */
function holdFaultOf(
  { command: { hold }, wasDecided }: Task,
  { world, faults }: { readonly world: LoadedWorld; readonly faults: HoldFaults },
): RefusalCode | null {
  if (hold === null) return null;
  const fault = world.hasEnded(hold.id) ? 'hold-expired' : (faults.get(keyOfHold(hold)) ?? null);
  return wasDecided && fault === 'hold-expired' ? null : fault;
}

function read(task: Task): Asked {
  const readied = readyCommand(task.command);
  if (readied.ok) return { task, ready: readied.command, subject: subjectOf(readied.command) };
  return { task, ready: { kind: 'refused', refusal: readied.refusal }, subject: null };
}

type Sight = { readonly world: LoadedWorld; readonly leased: readonly HeldClaim[] };

async function load(
  tx: StoreTx,
  asked: readonly Asked[],
  { world, leased }: Sight,
): Promise<{ readonly actors: LoadedDocuments['actors']; readonly faults: HoldFaults }> {
  const readies = asked.flatMap(({ ready }) => ('decide' in ready ? [ready] : []));
  const askers = asked.map(({ task }) => ({ deskId: task.desk.deskId, actorId: task.command.actorId }));
  const refs = readies.flatMap((ready) => ready.reads());
  const subjects = asked.flatMap(({ subject }) => (subject === null ? [] : withItsSeries(subject)));
  const { actors, found } = await tx.loadDocuments({ askers, refs, subjects });
  world.putDocuments(refs, found);
  const faults = await holdFaults(
    tx,
    asked.flatMap(({ task: { command } }) => command.hold ?? []),
  );
  const windows = joinedWindows(readies.flatMap((ready) => ready.claims(world)));
  world.putClaims(windows, [...(await claimsInForce(tx, windows, [])), ...leased]);
  return { actors, faults };
}

/** The first change of an occurrence writes its series too. */
function withItsSeries(subject: Subject): readonly Subject[] {
  const named = subject.collection === 'appointments' ? namedOccurrence(subject.id) : null;
  return named === null ? [subject] : [{ collection: 'series', id: named.seriesId }, subject];
}

type Present = Sight & {
  readonly clock: Clock;
  readonly actor: Person | null;
  readonly holdFault: RefusalCode | null;
};

/** `now`: when what it was decided on had all been read. */
type Decided = OverOwnHolds & { readonly now: Instant };

async function decide(tx: StoreTx, one: Asked, present: Present): Promise<Decided> {
  const { clock, actor, holdFault, world } = present;
  const { desk, command } = one.task;
  const { ready } = one;
  let now = clock();
  const alone = (decision: Decision): Decided => ({ decision, superseded: [], now });
  if (actor === null) return alone(refuse('actor-unknown'));
  if (!('decide' in ready)) return alone(ready);
  if (holdFault !== null) return alone(refuse(holdFault));
  const known = {
    commandId: command.id,
    deskId: desk.deskId,
    ...(desk.deskName !== undefined && { deskName: desk.deskName }),
    actorId: command.actorId,
    role: actor.role,
  };
  const context = (): Context => {
    now = clock();
    return { ...known, now, deskTime: believableTime(command.deskTime, now) };
  };
  const decideWithout = (holdIds: readonly string[]): Promise<Decision> => {
    world.confirm(command.hold === null ? holdIds : [command.hold.id, ...holdIds]);
    return decideOnWhole(tx, ready, present, context);
  };
  const settled = await overOwnHolds(tx, desk.deskId, { first: await decideWithout([]), decideWithout });
  return { ...settled, now };
}

/**
 * Decides until nothing that was asked for is missing. Each round loads more, so there are few.
 * @param context as of now, asked for anew in each round: what it is decided on was read before that (F9).
 */
export async function decideOnWhole(
  tx: StoreTx,
  ready: Pick<ReadyCommand, 'name' | 'decide'>,
  { world, leased }: Sight,
  context: () => Context,
): Promise<Decision> {
  for (let round = 0; round < 10; round += 1) {
    const decision = ready.decide(world, context());
    const refs = world.missingDocuments();
    const windows = world.missingWindows();
    if (refs.length === 0 && windows.length === 0) return decision;
    const { found } = await tx.loadDocuments({ askers: [], refs, subjects: [] });
    world.putDocuments(refs, found);
    world.putClaims(windows, [...(await claimsInForce(tx, windows, [])), ...leased]);
  }
  assert(false, `${ready.name} never stops asking for more`);
}

/** A desk may believe it is 1970, or the day after tomorrow; documents hold only what can have been. */
function believableTime(deskTime: Instant, now: Instant): Instant {
  return instant(Math.min(Math.max(deskTime, EARLIEST), now));
}
