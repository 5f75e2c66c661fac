import type { Change } from '#shared/commands/decision.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import { ClaimIndex } from '#shared/scheduling/claim-index.ts';
import type { AnyDocument, Collection, Documents, World } from '#shared/scheduling/world.ts';

export type OverlayWorld = World & {
  /** Puts a decision's changes on top; the world below stays as it is. */
  apply(changes: readonly Change[]): void;
};

export const emptyWorld: World = { find: () => null, claimsOn: () => [] };

/** A world with decisions on top of it that nobody has written down: a dry run, a schedule being drawn up. */
export function overlayWorld(base: World): OverlayWorld {
  const documents = new Map<string, AnyDocument>();
  const claims = new ClaimIndex();
  const replaced = new Set<string>();
  return {
    find<Name extends Collection>(collection: Name, id: string): Documents[Name] | null {
      // The key names the collection, so what is stored under it has its type.
      return (documents.get(`${collection}/${id}`) as Documents[Name] | undefined) ?? base.find(collection, id);
    },
    claimsOn: (resourceId, window) => [
      ...base.claimsOn(resourceId, window).filter(({ holder }) => !replaced.has(holder.id)),
      ...claims.overlapping(resourceId, window),
    ],
    apply: (changes) => {
      for (const change of changes) {
        documents.set(`${change.collection}/${change.document.id}`, change.document);
        const held = heldClaims(change);
        if (held === null) continue;
        replaced.add(change.document.id);
        claims.set(change.document.id, held);
      }
    },
  };
}

function heldClaims({ collection, document }: Change): readonly HeldClaim[] | null {
  if (collection !== 'appointments' && collection !== 'blocks') return null;
  const kind = collection === 'blocks' ? ('block' as const) : ('appointment' as const);
  return document.claims.map((claim) => ({ ...claim, holder: { kind, id: document.id } }));
}
