import type { Change } from '#shared/commands/decision.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import { ClaimIndex } from '#shared/scheduling/claim-index.ts';
import { holderKindOf } from '#shared/scheduling/holder-kind.ts';
import { SeriesIndex } from '#shared/scheduling/series/series-index.ts';
import { namedOccurrence } from '#shared/scheduling/series/series-id.ts';
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
  const series = new SeriesIndex();
  /** An occurrence whose series was overlaid: what the world below says of it may hold no longer. */
  const isRedrawn = (id: string): boolean => {
    const named = namedOccurrence(id);
    if (named === null || !series.has(named.seriesId)) return false;
    return base.find('appointments', id)?.version === 0;
  };
  const isHidden = (id: string): boolean => replaced.has(id) || isRedrawn(id);
  return {
    find<Name extends Collection>(collection: Name, id: string): Documents[Name] | null {
      // The key names the collection, so what is stored under it has its type.
      const overlaid = documents.get(`${collection}/${id}`) as Documents[Name] | undefined;
      if (overlaid !== undefined || collection !== 'appointments') return overlaid ?? base.find(collection, id);
      return (isRedrawn(id) ? null : base.find(collection, id)) ?? (series.find(id) as Documents[Name] | null); // Appointments.
    },
    claimsOn: (resourceId, window) => [
      ...base.claimsOn(resourceId, window).filter(({ holder }) => !isHidden(holder.id)),
      ...claims.overlapping(resourceId, window),
      ...series.claimsOn(resourceId, window).filter(({ holder }) => !replaced.has(holder.id)),
    ],
    apply: (changes) => {
      for (const change of changes) {
        documents.set(`${change.collection}/${change.document.id}`, change.document);
        if (change.collection === 'series') series.set(change.document.id, change.document);
        const held = heldClaims(change);
        if (held === null) continue;
        replaced.add(change.document.id);
        claims.set(change.document.id, held);
      }
    },
  };
}

function heldClaims({ collection, document }: Change): readonly HeldClaim[] | null {
  if (!('claims' in document)) return null;
  const kind = holderKindOf(collection);
  return document.claims.map((claim) => ({ ...claim, holder: { kind, id: document.id } }));
}
