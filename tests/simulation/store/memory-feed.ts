import { isWindowed, keptWindow } from '#shared/replication/kept-window.ts';
import type { AnyDocument, Collection } from '#shared/scheduling/world.ts';
import { overlaps } from '#shared/time/interval.ts';
import type { FeedRequest, FeedRow, FeedTx, Horizon } from '#server/authority/store.ts';
import { compare } from '#tests/simulation/store/compare.ts';
import type { MemoryEngine, Row, Version } from '#tests/simulation/store/memory-engine.ts';

type FeedBugs = { readonly xmin?: () => number; readonly position?: (version: Version) => number };

/** REPEATABLE READ: everything is seen as it was at the first statement. */
export class MemoryFeed implements FeedTx {
  readonly #engine: MemoryEngine;
  readonly #tenantId: string | null;
  readonly #xmin: () => number;
  readonly #position: (version: Version) => number;
  #snapshot: { readonly seq: number; readonly xmin: number } | null = null;

  /** @param tenantId null, where a filter was forgotten. */
  constructor(engine: MemoryEngine, tenantId: string | null, { xmin, position }: FeedBugs = {}) {
    this.#engine = engine;
    this.#tenantId = tenantId;
    this.#xmin = xmin ?? (() => engine.xmin());
    this.#position = position ?? (({ xid }) => xid);
  }

  async horizon(collection: Collection): Promise<Horizon> {
    await this.#engine.step();
    const { xmin } = this.#now();
    const xids = this.#visible(collection).map(({ version }) => version.xid);
    return {
      xmin: String(xmin),
      newest: String(Math.max(0, ...xids.filter((xid) => xid < xmin))),
      hasMore: xids.some((xid) => xid >= xmin),
    };
  }

  async rows({ collection, limit, position, horizon }: FeedRequest): Promise<readonly FeedRow[]> {
    await this.#engine.step();
    const [after, floor, xmin] = [Number(position.xid), Number(position.floor), Number(horizon.xmin)];
    return this.#visible(collection)
      .filter(({ row, version }) => version.xid > after || (version.xid === after && row.id > position.id))
      .filter(({ version }) => version.xid < xmin)
      .map(({ row, version }) => ({ row, version, isGone: !isInWindow(collection, version.document, position.anchor) }))
      .filter(({ isGone, version }) => !isGone || version.xid > floor)
      .sort((a, b) => a.version.xid - b.version.xid || compare(a.row.id, b.row.id))
      .slice(0, limit)
      .map(({ row, version, isGone }) => ({ id: row.id, xid: String(version.xid), doc: version.document, isGone }));
  }

  #now(): { readonly seq: number; readonly xmin: number } {
    this.#snapshot ??= { seq: this.#engine.commitSeq, xmin: this.#xmin() };
    return this.#snapshot;
  }

  #visible(collection: Collection): { readonly row: Row; readonly version: Version }[] {
    const { seq } = this.#now();
    return [...this.#engine.tables.rows.values()]
      .filter((row) => row.collection === collection && row.tenantId === (this.#tenantId ?? row.tenantId))
      .flatMap((row) => {
        const version = row.versions.findLast((one) => one.seq <= seq);
        return version === undefined ? [] : [{ row, version: { ...version, xid: this.#position(version) } }];
      });
  }
}

function isInWindow(collection: Collection, document: AnyDocument, anchor: string): boolean {
  if (!isWindowed(collection) || !('start' in document && 'end' in document)) return true;
  const isDisplaced = 'displacement' in document && document.displacement !== null;
  return isDisplaced || overlaps(keptWindow(anchor), document);
}
