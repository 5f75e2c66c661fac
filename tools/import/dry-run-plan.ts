import type { ImportPlan } from '#shared/importing/import-plan.ts';
import { startDryRun } from '#shared/importing/dry-run.ts';
import type { RowOutcome } from '#shared/importing/row-outcome.ts';
import { emptyWorld, overlayWorld } from '#shared/commands/overlay-world.ts';
import type { Change } from '#shared/commands/decision.ts';
import type { Person } from '#shared/scheduling/person.ts';
import type { AnyDocument, Collection, World } from '#shared/scheduling/world.ts';
import { instant } from '#shared/time/instant.ts';
import type { DeskLine } from '#tools/import/desk-line.ts';

const collections = ['locations', 'resources', 'services', 'clients', 'appointments', 'blocks', 'series'] as const;

/** Judges the plan as the server would by what a desk may see of it, and sends nothing. */
export async function dryRunPlan(plan: ImportPlan, desk: DeskLine, person: Person): Promise<Map<string, RowOutcome>> {
  const now = instant(Date.now());
  const run = startDryRun(await worldOf(desk), {
    now,
    deskTime: now,
    deskId: desk.deskId,
    actorId: person.id,
    role: person.role,
  });
  return new Map([...plan.setUp, ...plan.rows].map((planned) => [planned.commandId, run.decide(planned)]));
}

/** Everything that a desk may see. */
export async function worldOf(desk: DeskLine): Promise<World> {
  const world = overlayWorld(emptyWorld);
  for (const collection of collections) {
    const documents: readonly AnyDocument[] = await desk.all(collection);
    world.apply(documents.map((document) => change(collection, document)));
  }
  return world;
}

function change(collection: Collection, document: AnyDocument): Change {
  // The cast pairs the collection with the document that was pulled from it.
  return { collection, document } as Change;
}
