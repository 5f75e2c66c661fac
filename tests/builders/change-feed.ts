import type { Checkpoint, PullOutput } from '#shared/replication/protocol.ts';
import type { AnyDocument, Collection } from '#shared/scheduling/world.ts';
import { id } from '#tests/builders/clinic.ts';

type Row = { readonly collection: Collection; readonly document: AnyDocument; readonly isGone: boolean; xid: number };

/** The smallest change feed: documents in the order of their last change. */
export class ChangeFeed {
  readonly #rows = new Map<string, Row>();
  #xid = 0;
  /** Pages that were asked for, by collection and the change after which they begin. */
  readonly asked: { readonly collection: Collection; readonly after: number }[] = [];

  put(collection: Collection, ...documents: readonly AnyDocument[]): void {
    for (const document of documents) this.#write({ collection, document, isGone: false, xid: 0 });
  }

  gone(collection: Collection, document: AnyDocument): void {
    this.#write({ collection, document, isGone: true, xid: 0 });
  }

  pull(collection: Collection, checkpoint: Checkpoint | null, limit = 1_000): PullOutput {
    const after = Number(checkpoint?.xid ?? 0);
    this.asked.push({ collection, after });
    const rows = [...this.#rows.values()].filter((row) => row.collection === collection && row.xid > after);
    const page = rows.toSorted((a, b) => a.xid - b.xid).slice(0, limit);
    const xid = String(page.at(-1)?.xid ?? after);
    return {
      documents: page.map(({ document, isGone }) => ({ document, isGone })),
      checkpoint: { epoch: id('epoch', 1), xid, id: '', floor: '0', anchor: '2026-11-23' },
      isBehind: rows.length > page.length,
    };
  }

  #write(row: Row): void {
    this.#xid += 1;
    this.#rows.set(`${row.collection}/${row.document.id}`, { ...row, xid: this.#xid });
  }
}
