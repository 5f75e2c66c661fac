import type { Intent } from '#shared/commands/command-definition.ts';
import type { Decision } from '#shared/commands/decision.ts';
import type { Revision, Verdict } from '#shared/commands/verdict.ts';
import type { CommandDraft } from '#shared/desktop/outbox.ts';
import type { Context } from '#shared/commands/decision.ts';
import type { Collection } from '#shared/scheduling/world.ts';
import type { ViewChange } from '#renderer/replica/desk.ts';
import { DeskView } from '#renderer/replica/view/desk-view.ts';
import { type LocalCommand, localCommand } from '#renderer/replica/view/local-command.ts';
import { at, clinic, clinicWorld, context, id } from '#tests/builders/clinic.ts';
import type { InMemoryWorld } from '#tests/builders/in-memory-world.ts';

const collections: readonly Collection[] = [
  'appointments',
  'blocks',
  'clients',
  'locations',
  'people',
  'resources',
  'series',
  'services',
  'timeOff',
];

/** Every document of the world as the change feed would bring it. */
export function feedOf(world: InMemoryWorld): readonly ViewChange[] {
  return collections.flatMap((collection) =>
    world.all(collection).map((document) => ({ collection, id: document.id, document }) as ViewChange),
  );
}

/** A desk's view of the small clinic, as `desk 1`. */
export function clinicView(world: InMemoryWorld = clinicWorld()): DeskView {
  const view = new DeskView();
  view.setDeskId(id('desk', 1));
  view.applyReplica(feedOf(world));
  return view;
}

export function command(number: number, intent: Intent, overrides: Partial<CommandDraft> = {}): LocalCommand {
  return localCommand({
    id: id('cmd', number),
    actorId: clinic.receptionist,
    deskTime: at('08:00'),
    hold: null,
    ...intent,
    ...overrides,
  });
}

/** Decides a desk's command on the server's world, and says so as the server would. */
export function serverVerdict(world: InMemoryWorld, local: LocalCommand, overrides: Partial<Context> = {}): Verdict {
  const { id: commandId, deskTime, actorId } = local.draft;
  const asked = context({ commandId, deskTime, actorId, now: at('08:30'), ...overrides });
  return verdictOf(world.execute(local.draft, asked));
}

function verdictOf(decision: Decision): Verdict {
  const decidedAt = at('08:30');
  if (decision.kind === 'refused') return { kind: 'refused', decidedAt, revisions: [], refusal: decision.refusal };
  const revisions = decision.changes.map(({ collection, document }): Revision => ({
    collection,
    id: document.id,
    version: document.version,
  }));
  if (decision.kind === 'displaced') {
    return { kind: 'displaced', decidedAt, revisions, conflicts: [...decision.conflicts] };
  }
  return { kind: 'accepted', decidedAt, revisions };
}
