import type { Change } from '#shared/commands/decision.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import type { AnyDocument, Collection } from '#shared/scheduling/world.ts';
import type { CommandRecord } from '#server/authority/store.ts';
import { Outage } from '#server/database/outage.ts';
import { appendToChain, type MemoryAuditRow } from '#tests/simulation/store/memory-chain.ts';
import { LockTable, type LockMode, type LockOwner } from '#tests/simulation/store/lock-table.ts';
import type { VirtualTime } from '#tests/simulation/time/virtual-time.ts';

/** One committed version of a document; which snapshots see it is a matter of `seq`, the order of commits. */
export type Version = {
  readonly seq: number;
  readonly xid: number;
  /** The server's clock when it was written: what a feed must not be ordered by. */
  readonly stampMs: number;
  /** Virtual time at which others began to see it. */
  readonly visibleAt: number;
  readonly document: AnyDocument;
};

export type Row = {
  readonly key: string;
  readonly tenantId: string;
  readonly collection: Collection;
  readonly id: string;
  readonly versions: Version[];
};

export type ClaimRow = {
  readonly tenantId: string;
  readonly claim: HeldClaim;
  /** Whose uncommitted insert, or uncommitted delete, it is. */
  insertedBy: Transaction | null;
  deletedBy: Transaction | null;
};

export type StoredCommand = { readonly record: CommandRecord; readonly seq: number };

/** A document as a transaction will leave it. */
export type Written = {
  readonly tenantId: string;
  readonly collection: Collection;
  readonly document: AnyDocument;
  readonly stampMs: number;
};

/** What one `writeRows` of a command did; kept for the invariants, which are about commands. */
export type Effect = { readonly record: CommandRecord; readonly changes: readonly Change[] };

export type Transaction = LockOwner & {
  readonly tenantId: string;
  readonly beganAt: number;
  xid: number | null;
  /** Its commit record is on disk: a crash keeps it. */
  isFlushed: boolean;
  announces: boolean;
  writes: Map<string, Written>;
  commands: Map<string, CommandRecord>;
  effects: Effect[];
  savepoint: Savepoint | null;
};

type Savepoint = Pick<Transaction, 'writes' | 'commands' | 'effects'> & {
  readonly locks: ReadonlyMap<string, ReadonlySet<LockMode>>;
  readonly inserted: ReadonlySet<ClaimRow>;
  readonly deleted: ReadonlySet<ClaimRow>;
};

/** Everything that is committed. */
export type Tables = {
  readonly rows: Map<string, Row>;
  readonly commands: Map<string, StoredCommand>;
  /** A tenant's audit, in its order (AU2). */
  readonly audit: Map<string, MemoryAuditRow[]>;
  claims: ClaimRow[];
};

/** As the server's own lock_timeout. */
const PATIENCE_MS = 10_000;

export type EngineOptions = {
  readonly time: VirtualTime;
  /** How long the next statement, flush, or step of a commit takes. */
  readonly latency: (step: 'statement' | 'flush' | 'visible' | 'reply') => number;
  readonly onCommit: (transaction: Transaction, before: Tables, seq: number) => void;
  readonly onDeadlock?: () => void;
  readonly onAnnounced: (tenantId: string) => void;
};

/**
 * What PostgreSQL promises under READ COMMITTED and REPEATABLE READ, and what it does not: transaction ids are given at
 * the first write, commits become visible in another order, an exclusion constraint makes the second one wait, a crash
 * keeps exactly what was flushed.
 */
export class MemoryEngine {
  readonly options: EngineOptions;
  readonly locks: LockTable;
  tables: Tables = { rows: new Map(), commands: new Map(), audit: new Map(), claims: [] };
  readonly running = new Set<Transaction>();
  commitSeq = 0;
  #nextXid = 100;
  #incarnation = 0;
  #fuse: { readonly steps: number; readonly crash: () => void } | null = null;

  constructor(options: EngineOptions) {
    this.options = options;
    this.locks = new LockTable(options.time, () => options.onDeadlock?.());
  }

  /** One round trip. What was asked before a crash is never answered. */
  async step(step: 'statement' | 'flush' | 'visible' | 'reply' = 'statement'): Promise<void> {
    const incarnation = this.#incarnation;
    this.burn();
    await this.options.time.wait(this.options.latency(step));
    if (incarnation !== this.#incarnation) throw new Outage('database-unreachable', 'The database went away.');
  }

  /** Crashes, by what is given, at the so-manieth step from now. */
  crashAfter(steps: number, crash: () => void): void {
    this.#fuse = { steps, crash };
  }

  /** One step nearer to that crash. */
  burn(): void {
    if (this.#fuse === null) return;
    this.#fuse = { ...this.#fuse, steps: this.#fuse.steps - 1 };
    if (this.#fuse.steps > 0) return;
    const { crash } = this.#fuse;
    this.#fuse = null;
    crash();
  }

  begin(tenantId: string, patienceMs = PATIENCE_MS): Transaction {
    const transaction: Transaction = {
      tenantId,
      beganAt: this.options.time.now,
      locks: new Map(),
      waitsFor: [],
      hasEnded: false,
      patienceMs,
      xid: null,
      isFlushed: false,
      announces: false,
      writes: new Map(),
      commands: new Map(),
      effects: [],
      savepoint: null,
    };
    this.running.add(transaction);
    return transaction;
  }

  /** A transaction has an id from its first write on, and not before. */
  giveXid(transaction: Transaction): void {
    transaction.xid ??= this.#nextXid++;
  }

  nextXid(): number {
    return this.#nextXid;
  }

  /** Planted: takes a command back out of whichever transaction wrote it. */
  forgetCommand({ desk, command }: CommandRecord): void {
    for (const { commands } of this.running) commands.delete(commandKey(desk.tenantId, command.id));
  }

  /** Below it, every transaction has ended. */
  xmin(): number {
    let lowest = this.#nextXid;
    for (const { xid } of this.running) if (xid !== null && xid < lowest) lowest = xid;
    return lowest;
  }

  async commit(transaction: Transaction): Promise<void> {
    if (transaction.xid === null) return this.#end(transaction);
    await this.step('flush');
    transaction.isFlushed = true;
    await this.step('visible');
    this.#makeVisible(transaction);
    await this.step('reply');
  }

  rollBack(transaction: Transaction): void {
    if (!this.running.has(transaction)) return;
    this.tables.claims = this.tables.claims.filter(({ insertedBy }) => insertedBy !== transaction);
    for (const row of this.tables.claims) if (row.deletedBy === transaction) row.deletedBy = null;
    this.#end(transaction);
  }

  setSavepoint(transaction: Transaction): void {
    const own = (by: 'insertedBy' | 'deletedBy'): Set<ClaimRow> =>
      new Set(this.tables.claims.filter((row) => row[by] === transaction));
    transaction.savepoint = {
      writes: new Map(transaction.writes),
      commands: new Map(transaction.commands),
      effects: [...transaction.effects],
      locks: new Map([...transaction.locks].map(([key, modes]) => [key, new Set(modes)])),
      inserted: own('insertedBy'),
      deleted: own('deletedBy'),
    };
  }

  rollBackToSavepoint(transaction: Transaction): void {
    const { savepoint } = transaction;
    if (savepoint === null) throw new Error('there is no savepoint');
    transaction.writes = new Map(savepoint.writes);
    transaction.commands = new Map(savepoint.commands);
    transaction.effects = [...savepoint.effects];
    this.tables.claims = this.tables.claims.filter(
      (row) => row.insertedBy !== transaction || savepoint.inserted.has(row),
    );
    for (const row of this.tables.claims)
      if (row.deletedBy === transaction && !savepoint.deleted.has(row)) row.deletedBy = null;
    this.locks.release(transaction, savepoint.locks);
  }

  /** Power cut or kill -9: what was flushed is there afterwards, and nothing else. */
  crash(): void {
    this.#incarnation += 1;
    this.locks.clear();
    const running = [...this.running];
    for (const transaction of running) {
      if (transaction.isFlushed) this.#makeVisible(transaction);
      else this.rollBack(transaction);
    }
  }

  backUp(): Tables {
    return copyOf({ ...this.tables, claims: this.tables.claims.filter(({ insertedBy }) => insertedBy === null) });
  }

  /** Another PostgreSQL with this in it: it counts its transactions anew, and every row is of one of them. */
  restore(backup: Tables): void {
    this.crash();
    this.commitSeq += 1;
    this.#nextXid = 100;
    const xid = this.#nextXid++;
    const seq = this.commitSeq;
    const rows = [...copyOf(backup).rows.values()].flatMap((row) => {
      const last = row.versions.at(-1);
      return last === undefined ? [] : [{ ...row, versions: [{ ...last, xid, seq }] }];
    });
    this.tables = { ...copyOf(backup), rows: new Map(rows.map((row) => [row.key, row])) };
  }

  #makeVisible(transaction: Transaction): void {
    this.commitSeq += 1;
    const seq = this.commitSeq;
    const { tables } = this;
    this.options.onCommit(transaction, tables, seq);
    for (const [key, { tenantId, collection, document, stampMs }] of transaction.writes) {
      const row = tables.rows.get(key) ?? { key, tenantId, collection, id: document.id, versions: [] };
      tables.rows.set(key, row);
      row.versions.push({ seq, xid: transaction.xid ?? 0, stampMs, visibleAt: this.options.time.now, document });
    }
    for (const [key, record] of transaction.commands) tables.commands.set(key, { record, seq });
    this.#audit(transaction);
    tables.claims = tables.claims.filter(({ deletedBy }) => deletedBy !== transaction);
    for (const row of tables.claims) if (row.insertedBy === transaction) row.insertedBy = null;
    this.#end(transaction);
    if (transaction.announces) this.options.onAnnounced(transaction.tenantId);
  }

  /** Commits take turns at the lock of their tenant's chain: as there, it is the last one that is taken. */
  #audit({ tenantId, commands }: Transaction): void {
    const chain = this.tables.audit.get(tenantId) ?? [];
    this.tables.audit.set(tenantId, chain);
    appendToChain(chain, { tenantId, atMs: this.options.time.now, records: commands.values() });
  }

  #end(transaction: Transaction): void {
    transaction.hasEnded = true;
    this.running.delete(transaction);
    this.locks.release(transaction);
  }
}

function copyOf({ rows, commands, audit, claims }: Tables): Tables {
  return {
    rows: new Map([...rows].map(([key, row]) => [key, { ...row, versions: [...row.versions] }])),
    commands: new Map(commands),
    audit: new Map([...audit].map(([tenantId, chain]) => [tenantId, [...chain]])),
    claims: claims.map((row) => ({ ...row, insertedBy: null, deletedBy: null })),
  };
}

export function rowKey(tenantId: string, collection: Collection, id: string): string {
  return `${tenantId}/${collection}/${id}`;
}

export function commandKey(tenantId: string, id: string): string {
  return `${tenantId}/${id}`;
}
