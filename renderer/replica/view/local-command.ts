import { displace } from '#shared/commands/displace.ts';
import { type ReadyCommand, readyCommand } from '#shared/commands/decide.ts';
import type { Change, Context, Decision } from '#shared/commands/decision.ts';
import type { DocumentRef } from '#shared/commands/command-definition.ts';
import { seriesCreate } from '#shared/commands/series/series-create.ts';
import type { Verdict } from '#shared/commands/verdict.ts';
import type { CommandDraft, OutboxEntry } from '#shared/desktop/outbox.ts';
import type { Client } from '#shared/scheduling/client.ts';
import type { Role } from '#shared/scheduling/person.ts';
import type { World } from '#shared/scheduling/world.ts';

/** A command of this desk whose effect is shown on top of the replica. */
export type LocalCommand = {
  readonly draft: CommandDraft;
  /** Null when this version cannot read its input; it is then sent, but shows nothing. */
  readonly ready: ReadyCommand | null;
  /** What it did to the screen when it was last possible. */
  readonly changes: readonly Change[];
  readonly verdict: Verdict | null;
  /** The desk's tick at which the verdict came; see `caughtUp`. */
  readonly decidedTick: number;
};

export function localCommand(draft: CommandDraft, verdict: Verdict | null = null): LocalCommand {
  const readied = readyCommand(draft);
  return { draft, ready: readied.ok ? readied.command : null, changes: [], verdict, decidedTick: 0 };
}

/** Those of the outbox that still have something to show. */
export function shownCommands(entries: readonly OutboxEntry[]): readonly LocalCommand[] {
  const shown = entries.filter(({ state, verdict }) => state !== 'dismissed' && verdict?.kind !== 'refused');
  return shown.map(({ command, verdict }) => localCommand(command, verdict));
}

/** The desk's prediction: what the server would say if the world were as this desk sees it. */
export function predict({ ready, draft }: LocalCommand, world: World, deskId: string): Decision | null {
  return ready === null ? null : ready.decide(world, contextOf(draft, roleOf(draft.actorId, world), deskId));
}

/** `last`: what the command did when it was last possible, for when the replica is thrown away. */
export type Effect = { readonly shown: readonly Change[]; readonly last: readonly Change[] };

/**
 * What the command does to the world as it is now. A prediction that turned into a refusal keeps its last effect until
 * the server has spoken (I8).
 */
export function effectOf(command: LocalCommand, world: World, deskId: string): Effect {
  // It was permitted when it was saved; whether it still is, the server says, and the screen does not run ahead of it.
  const context = contextOf(command.draft, 'owner', deskId);
  const decision = command.ready?.decide(world, context) ?? null;
  if (decision?.kind === 'refused' && decision.refusal.code === 'already-exists')
    return { shown: missingEffect(command, world, context), last: command.changes };
  const changes = decision === null ? [] : changesBy(decision, command, { world, context });
  const clients = command.changes.filter(
    ({ collection, document }) => collection === 'clients' && !changes.some((one) => one.document.id === document.id),
  );
  const last = [...changes, ...clients];
  return { shown: last.filter((change) => !isAnothersNow(change, command, world)), last };
}

type Place = { readonly world: World; readonly context: Context };

function changesBy(decision: Decision, command: LocalCommand, { world, context }: Place): readonly Change[] {
  if (decision.kind === 'refused')
    return command.changes.length > 0 ? command.changes : effectUnhindered(command, world, context);
  if (command.verdict?.kind !== 'displaced' || decision.kind === 'displaced') return decision.changes;
  const { conflicts } = command.verdict;
  return decision.changes.map((change) =>
    change.collection === 'appointments' && change.document.displacement === null
      ? { collection: 'appointments', document: displace(change.document, conflicts, context) }
      : change,
  );
}

/** Clients change without the visits that name them: a visit's copy of one is only for where there is none. */
function isAnothersNow({ collection, document }: Change, { ready }: LocalCommand, world: World): boolean {
  const isOwn = ready?.reads()[0]?.id === document.id;
  return collection === 'clients' && !isOwn && world.find(collection, document.id) !== null;
}

/** What was to be made is here, and was made by this very command; what it made beside it may not have come yet. */
function missingEffect(command: LocalCommand, world: World, context: Context): readonly Change[] {
  const { ready, changes } = command;
  const made = ready?.reads()[0];
  const before = made === undefined ? world : unmade(world, made);
  const all = changes.length > 0 ? changes : effectUnhindered(command, before, context);
  return all.filter(({ collection, document }) => world.find(collection, document.id) === null);
}

/** After a restart nobody knows the last effect any more: then it is what it was meant to be, with nothing in its way. */
function effectUnhindered({ ready, draft }: LocalCommand, world: World, context: Context): readonly Change[] {
  const decision = ready?.decide(unhindered(world), context) ?? null;
  if (decision === null) return [];
  if (decision.kind !== 'refused') return decision.changes;
  const alone = withoutVisit(draft);
  if (alone !== null) return effectUnhindered(localCommand(alone), world, context);
  if (decision.refusal.code !== 'unknown-client') return [];
  // Its client was made by a command that has been refused since. The visit is shown; the client is not.
  const again = ready?.decide(withEveryClient(unhindered(world)), context) ?? null;
  if (again === null || again.kind === 'refused') return [];
  return again.changes.filter(({ collection }) => collection !== 'clients');
}

/** A series that is made of a visit: where that is not here, or not as it was, its first date is shown like the others. */
function withoutVisit(draft: CommandDraft): CommandDraft | null {
  const parsed = draft.name === seriesCreate.name ? seriesCreate.schema.safeParse(draft.input) : null;
  if (parsed?.data?.adopts === undefined) return null;
  const { adopts: _visit, ...input } = parsed.data;
  return { ...draft, input };
}

function withEveryClient(world: World): World {
  const fields = { name: '', phone: '', email: '', notes: '', birthDate: null, isActive: true };
  return {
    claimsOn: (resourceId, window) => world.claimsOn(resourceId, window),
    find: (collection, id) => {
      const document = world.find(collection, id);
      if (document !== null || collection !== 'clients') return document;
      const client: Client = { id, version: 1, ...fields };
      return client as unknown as NonNullable<typeof document>; // Of this very collection.
    },
  };
}

function unmade(world: World, made: DocumentRef): World {
  return {
    claimsOn: (resourceId, window) => world.claimsOn(resourceId, window),
    find: (collection, id) => (collection === made.collection && id === made.id ? null : world.find(collection, id)),
  };
}

function unhindered(world: World): World {
  return {
    claimsOn: () => [],
    find: (collection, id) => {
      const document = world.find(collection, id);
      // What was found is of its collection, and is so with another flag.
      return document !== null && 'isActive' in document ? { ...document, isActive: true } : document;
    },
  };
}

/** The desk's clock stands in for the server's, so that the same command predicts the same documents each time. */
function contextOf({ id, actorId, deskTime }: CommandDraft, role: Role, deskId: string): Context {
  return { now: deskTime, deskTime, commandId: id, deskId, actorId, role };
}

// A person whom the replica does not have yet is shown what most of the staff may do; the server judges.
function roleOf(actorId: string, world: World): Role {
  return world.find('people', actorId)?.role ?? 'receptionist';
}
