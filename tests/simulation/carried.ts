import { anchorOf, isWindowed, keptWindow } from '#shared/replication/kept-window.ts';
import type { AnyDocument, Collection } from '#shared/scheduling/world.ts';
import type { Instant } from '#shared/time/instant.ts';
import { overlaps } from '#shared/time/interval.ts';
import type { SimWorld } from '#tests/simulation/sim-world.ts';
import { rowKey } from '#tests/simulation/store/memory-engine.ts';

/** Whether a desk has it now: of appointments and blocks desks carry some weeks, and the inbox (PL4). */
export function isCarried(collection: Collection, document: AnyDocument, now: Instant): boolean {
  if (!isWindowed(collection) || !('start' in document && 'end' in document)) return true;
  const isDisplaced = 'displacement' in document && document.displacement !== null;
  return isDisplaced || overlaps(keptWindow(anchorOf(now)), document);
}

type Named = { readonly collection: Collection; readonly id: string };

/** The weeks that desks carry have moved on past it (PL4). */
export function hasLeft({ engine, server }: SimWorld, tenantId: string, { collection, id }: Named): boolean {
  const document = engine.tables.rows.get(rowKey(tenantId, collection, id))?.versions.at(-1)?.document;
  return document !== undefined && !isCarried(collection, document, server.now());
}
