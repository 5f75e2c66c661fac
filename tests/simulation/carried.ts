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

export type KnownAs = {
  readonly collection: Collection;
  readonly id: string;
  /** The newest version that the desk has had; 0 when this run of it has had none. */
  readonly version: number;
};

/**
 * The weeks that desks carry have moved on past it as the desk knows it, or may have known it (PL4). What somebody has
 * brought back into them since, it shows once that is pulled.
 */
export function hasLeft({ engine, server }: SimWorld, tenantId: string, { collection, id, version }: KnownAs): boolean {
  const versions = engine.tables.rows.get(rowKey(tenantId, collection, id))?.versions ?? [];
  const known = versions.map(({ document }) => document).filter((document) => document.version >= version);
  return known.some((document) => !isCarried(collection, document, server.now()));
}
