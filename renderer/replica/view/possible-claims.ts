import { substitutesSchema } from '#shared/commands/substitutes.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import type { AnyDocument } from '#shared/scheduling/world.ts';
import { type Interval, overlaps } from '#shared/time/interval.ts';
import type { LocalCommand } from '#renderer/replica/view/local-command.ts';

/**
 * Claims that may be on a resource whatever the server decides about commands without a verdict: those beneath them, and
 * those of every step in between. What is shown comes on top.
 */
export function hiddenClaims(
  beneath: readonly (AnyDocument | null)[],
  commands: readonly LocalCommand[],
  { resourceId, window }: { readonly resourceId: string; readonly window: Interval },
): readonly HeldClaim[] {
  const all = [...beneath.flatMap(claimsOf), ...commands.flatMap(claimsOfCommand)];
  return [...all, ...substituted(all, commands)].filter(
    (claim) => claim.resourceId === resourceId && overlaps(claim, window),
  );
}

/** Where visits may be put that were booked with resources which may stand in for each other, moved since or not. */
function substituted(claims: readonly HeldClaim[], commands: readonly LocalCommand[]): readonly HeldClaim[] {
  const groups = commands.flatMap(({ draft: { input }, verdict, changes }) => {
    if (verdict !== null || typeof input !== 'object' || input === null || !('substitutes' in input)) return [];
    const { data = [] } = substitutesSchema.safeParse(input.substitutes);
    const ids = changes.map(({ document }) => document.id);
    return data.map(({ resourceId, alternativeIds }) => ({ ids, resourceIds: [resourceId, ...alternativeIds] }));
  });
  return claims.flatMap((claim) =>
    groups
      .filter(({ ids, resourceIds }) => ids.includes(claim.holder.id) && resourceIds.includes(claim.resourceId))
      .flatMap(({ resourceIds }) => resourceIds.map((resourceId) => ({ ...claim, resourceId }))),
  );
}

export function claimsOfCommand({ changes }: Pick<LocalCommand, 'changes'>): readonly HeldClaim[] {
  return changes.flatMap(({ document }) => claimsOf(document));
}

/** The claims of occurrences are not among those of documents. */
export function changesSeries({ changes }: LocalCommand): boolean {
  return changes.some(({ collection }) => collection === 'series');
}

function claimsOf(document: AnyDocument | null): readonly HeldClaim[] {
  if (document === null || !('claims' in document)) return [];
  const holder = { kind: 'phases' in document ? ('appointment' as const) : ('block' as const), id: document.id };
  return document.claims.map((claim) => ({ ...claim, holder }));
}
