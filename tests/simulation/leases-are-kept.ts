import type { AnyDocument } from '#shared/scheduling/world.ts';
import { namedOccurrence } from '#shared/scheduling/series/series-id.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import { freshClaims } from '#server/authority/leases/fresh-claims.ts';
import { rowKey, type Tables, type Transaction } from '#tests/simulation/store/memory-engine.ts';
import type { MemoryLeases } from '#tests/simulation/store/memory-leases.ts';
import { Violation } from '#tests/simulation/violation.ts';

/** Nobody takes time in another desk's lease (LE2). @throws Violation */
export function leasesAreKept({ tenantId, effects }: Transaction, before: Tables, leases: MemoryLeases): void {
  for (const { record, changes } of effects)
    for (const { collection, document } of changes) {
      // A series has the time of its occurrences before they have it themselves.
      if (collection === 'series' || namedOccurrence(document.id) !== null) continue;
      const held = before.rows.get(rowKey(tenantId, collection, document.id))?.versions.at(-1)?.document;
      const fresh = freshClaims(claimsOf(document), held === undefined ? [] : claimsOf(held));
      if (leases.isLeased(tenantId, record.desk.deskId, fresh))
        throw new Violation('LE2', `${record.command.id} took time in another desk's lease`);
    }
}

function claimsOf(document: AnyDocument): readonly HeldClaim[] {
  if (!('claims' in document)) return [];
  return document.claims.map((claim) => ({ ...claim, holder: { kind: 'appointment', id: document.id } }));
}
