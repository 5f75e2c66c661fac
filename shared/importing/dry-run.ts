import { readyCommand } from '#shared/commands/decide.ts';
import type { Change, Context } from '#shared/commands/decision.ts';
import type { PlannedCommand } from '#shared/importing/import-plan.ts';
import { outcomeOfDecision, type RowOutcome } from '#shared/importing/row-outcome.ts';
import { ClaimIndex } from '#shared/scheduling/claim-index.ts';
import type { AnyDocument, Collection, Documents, World } from '#shared/scheduling/world.ts';

/** Judges an import command by command as the server would, and keeps what it decided to itself. */
export type DryRun = { decide(command: PlannedCommand): RowOutcome };

/** @param base what is booked already, as far as the caller knows. */
export function startDryRun(base: World, context: Omit<Context, 'commandId'>): DryRun {
  const overlay = overlayWorld(base);
  return {
    decide: ({ commandId, intent }) => {
      const ready = readyCommand(intent);
      if (!ready.ok) return { kind: 'refused', refusal: ready.refusal };
      const decision = ready.command.decide(overlay.world, { ...context, commandId });
      if (decision.kind !== 'refused') overlay.apply(decision.changes);
      return outcomeOfDecision(decision);
    },
  };
}

function overlayWorld(base: World): { readonly world: World; apply(changes: readonly Change[]): void } {
  const documents = new Map<string, AnyDocument>();
  const claims = new ClaimIndex();
  const world: World = {
    find<Name extends Collection>(collection: Name, id: string): Documents[Name] | null {
      // The key names the collection, so what is stored under it has its type.
      return (documents.get(`${collection}/${id}`) as Documents[Name] | undefined) ?? base.find(collection, id);
    },
    claimsOn: (resourceId, window) => [...base.claimsOn(resourceId, window), ...claims.overlapping(resourceId, window)],
  };
  return {
    world,
    apply: (changes) => {
      for (const { collection, document } of changes) {
        documents.set(`${collection}/${document.id}`, document);
        // An import only adds appointments, so none of the base's claims is ever replaced here.
        if (collection === 'appointments') {
          claims.set(
            document.id,
            document.claims.map((claim) => ({ ...claim, holder: { kind: 'appointment', id: document.id } })),
          );
        }
      }
    },
  };
}
