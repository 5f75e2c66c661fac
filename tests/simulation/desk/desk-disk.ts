import type { DeskRecords, Outbox } from '#shared/desktop/outbox.ts';
import {
  mayForget,
  newRow,
  offeredAgain,
  type OutboxRow,
  readRow,
  readRows,
  verdictText,
} from '#shared/desktop/outbox-row.ts';
import { StorageFailure } from '#shared/desktop/storage-failure.ts';
import { must } from '#shared/lib/must.ts';
import type { Collection } from '#shared/scheduling/world.ts';
import type { PulledDocument } from '#renderer/replica/database/pulled-documents.ts';
import type { ReplicaCheckpoint } from '#renderer/replica/database/unmentioned.ts';

export type StoredReplica = {
  /** How often it was thrown away. */
  generation: number;
  /** It once held everything that the server had. */
  isWhole: boolean;
  readonly documents: Map<string, PulledDocument & { readonly collection: Collection }>;
  readonly checkpoints: Map<Collection, ReplicaCheckpoint>;
};

/** What is on the platter: it outlives every process, and a copy of it is a copied profile. */
export type Platter = {
  sequence: number;
  rows: OutboxRow[];
  records: Map<string, string>;
  replica: StoredReplica;
};

export function emptyPlatter(): Platter {
  return {
    sequence: 0,
    rows: [],
    records: new Map(),
    replica: { generation: 0, isWhole: false, documents: new Map(), checkpoints: new Map() },
  };
}

export function copyOfPlatter({ sequence, rows, records, replica }: Platter): Platter {
  const { generation, isWhole, documents, checkpoints } = replica;
  return {
    sequence,
    rows: [...rows],
    records: new Map(records),
    replica: { generation, isWhole, documents: new Map(documents), checkpoints: new Map(checkpoints) },
  };
}

export type DiskOptions = {
  readonly platter: Platter;
  /** Resolves when the write is on the platter, and again when the process is told. A crash may come between. */
  readonly flush: (what: string) => Promise<void>;
  readonly told: () => Promise<void>;
  readonly isFull: () => boolean;
  /** True once the process is dead: it neither writes nor hears any more. */
  readonly isDead: () => boolean;
};

/** One process's hold on its disk: writes reach the platter in their order, some time after they were asked for. */
export class DeskDisk {
  readonly #options: DiskOptions;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: DiskOptions) {
    this.#options = options;
  }

  get platter(): Platter {
    return this.#options.platter;
  }

  get isFull(): boolean {
    return this.#options.isFull();
  }

  /** @throws StorageFailure when the disk is full. */
  write<Value>(what: string, change: (platter: Platter) => Value): Promise<Value> {
    const written = this.#last.then(() => this.#write(what, change));
    this.#last = written.catch(() => undefined);
    return written;
  }

  async read<Value>(from: (platter: Platter) => Value): Promise<Value> {
    await this.#last;
    await this.#options.told();
    if (this.#options.isDead()) await forever();
    return from(this.platter);
  }

  async #write<Value>(what: string, change: (platter: Platter) => Value): Promise<Value> {
    const { flush, told, isFull, isDead, platter } = this.#options;
    await flush(what);
    if (isDead()) await forever();
    if (isFull()) throw new StorageFailure('disk-full');
    const value = change(platter);
    await told();
    if (isDead()) await forever();
    return value;
  }
}

/** What a dead process waits for. */
export function forever(): Promise<never> {
  return new Promise(() => {});
}

export function diskOutbox(disk: DeskDisk): Outbox {
  const change = (what: string, ids: readonly string[], to: (row: OutboxRow) => OutboxRow): Promise<void> =>
    disk.write(what, (platter) => {
      const wanted = new Set(ids);
      platter.rows = platter.rows.map((row) => (wanted.has(row.id) ? to(row) : row));
    });
  return {
    append: (draft) =>
      disk.write('append', (platter) => {
        const known = platter.rows.find(({ id }) => id === draft.id);
        if (known === undefined) platter.sequence += 1;
        const row = known ?? { ...newRow(draft), sequence: platter.sequence };
        if (known === undefined) platter.rows = [...platter.rows, row];
        return must(readRow(row), 'a row that was just made can be read');
      }),
    entries: (sinceSequence) =>
      disk.read(({ rows }) =>
        readRows(rows.filter(({ state, sequence }) => state === 'pending' || sequence >= sinceSequence)),
      ),
    recordAttempt: (ids) => change('attempt', ids, (row) => ({ ...row, attempts: row.attempts + 1 })),
    recordVerdicts: (verdicts) => {
      const texts = new Map(verdicts.map(({ commandId, verdict }) => [commandId, verdictText(verdict)]));
      return change('verdict', [...texts.keys()], (row) =>
        row.state === 'pending' ? { ...row, state: 'decided', verdict: texts.get(row.id) ?? null } : row,
      );
    },
    dismiss: (commandId, personId) =>
      change('dismiss', [commandId], (row) =>
        row.state === 'decided' ? { ...row, state: 'dismissed', dismissedBy: personId } : row,
      ),
    offerAgain: (since) =>
      disk.write('offer-again', (platter) => {
        platter.rows = platter.rows.map((row) => (row.sequence >= since ? offeredAgain(row) : row));
      }),
    prune: (belowSequence) =>
      disk.write('prune', (platter) => {
        const isKept = (row: OutboxRow): boolean => {
          const entry = readRow(row);
          return row.sequence >= belowSequence || entry === null || !mayForget(entry);
        };
        platter.rows = platter.rows.filter(isKept);
      }),
  };
}

export function diskRecords(disk: DeskDisk): DeskRecords {
  return {
    read: (key) => disk.read(({ records }) => records.get(key) ?? null),
    write: (key, value) => disk.write('record', ({ records }) => void records.set(key, value)),
    remove: (key) => disk.write('record', ({ records }) => void records.delete(key)),
  };
}
