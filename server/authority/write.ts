import type { Change } from '#shared/commands/decision.ts';
import { assert } from '#shared/lib/must.ts';
import { documentSchemas } from '#shared/replication/document-schemas.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import type { World } from '#shared/scheduling/world.ts';
import { freshClaims } from '#server/authority/leases/fresh-claims.ts';
import type { CommandRecord, StoreTx } from '#server/authority/store.ts';

export type Written =
  | { readonly kind: 'written' | 'taken' | 'changed-meanwhile' | 'known' }
  /** Time of another desk's lease. */
  | { readonly kind: 'leased'; readonly claims: readonly HeldClaim[] };

/**
 * Writes claims, documents and the command with its verdict. Anything but `written` means that somebody else was
 * quicker: the caller rolls back, and decides again on what is there now.
 */
export async function write(
  tx: StoreTx,
  record: CommandRecord,
  changes: readonly Change[],
  world: World,
): Promise<Written> {
  for (const change of changes) assertFitsWire(change);
  const holderIds = holdersOf(changes, world);
  if (holderIds.length > 0) await tx.releaseClaims(holderIds);
  const claims = changes.flatMap(claimsOf);
  if (claims.length > 0 && !(await tx.takeClaims(claims))) return { kind: 'taken' };
  const fresh = freshClaims(claims, claimsBefore(changes, world));
  const kind = await tx.writeRows(record, changes, fresh);
  return kind === 'leased' ? { kind, claims: fresh } : { kind };
}

// A document that no desk could read would stop every desk; then rather no document.
function assertFitsWire({ collection, document }: Change): void {
  const parsed = documentSchemas[collection].safeParse(document);
  assert(
    parsed.success,
    `a document of ${collection} does not fit its own schema: ${parsed.error?.issues[0]?.path.join('.') ?? ''}`,
  );
}

/** Those among the changed documents that hold claims now. */
function holdersOf(changes: readonly Change[], world: World): readonly string[] {
  return [...new Set(claimsBefore(changes, world).map(({ holder }) => holder.id))];
}

function claimsBefore(changes: readonly Change[], world: World): readonly HeldClaim[] {
  return changes.flatMap(({ collection, document }) => {
    const isHolder = collection === 'appointments' || collection === 'blocks';
    const before = isHolder ? world.find(collection, document.id) : null;
    const holder = { kind: collection === 'blocks' ? ('block' as const) : ('appointment' as const), id: document.id };
    return (before?.claims ?? []).map((claim) => ({ ...claim, holder }));
  });
}

function claimsOf({ collection, document }: Change): readonly HeldClaim[] {
  if (!('claims' in document)) return [];
  const holder = { kind: collection === 'blocks' ? ('block' as const) : ('appointment' as const), id: document.id };
  return document.claims.map((claim) => ({ ...claim, holder }));
}
