import type { ClaimWindow } from '#shared/commands/command-definition.ts';
import type { Change } from '#shared/commands/decision.ts';
import { collides, type HeldClaim } from '#shared/scheduling/claim.ts';
import type { Person } from '#shared/scheduling/person.ts';
import type { AnyDocument, Collection } from '#shared/scheduling/world.ts';
import { overlaps } from '#shared/time/interval.ts';
import type { HoldTx } from '#server/authority/holds/hold-tx.ts';
import type { LeaseTx } from '#server/authority/leases/lease-tx.ts';
import type {
  AuthorityStore,
  DocumentRequest,
  Entry,
  Found,
  LoadedDocuments,
  Stored,
  StoreTx,
} from '#server/authority/store.ts';
import { DatabaseError } from '#server/database/database-error.ts';
import { MemoryHolds } from '#tests/simulation/store/memory-holds.ts';
import { MemoryLeases } from '#tests/simulation/store/memory-leases.ts';
import { MemoryFeed } from '#tests/simulation/store/memory-feed.ts';
import { compare } from '#tests/simulation/store/compare.ts';
import {
  type ClaimRow,
  commandKey,
  type MemoryEngine,
  rowKey,
  type Transaction,
} from '#tests/simulation/store/memory-engine.ts';

export type MemoryStoreOptions = {
  /** Whose commands are believed from which desk. */
  readonly isBound: (deskId: string, personId: string) => boolean;
  readonly clock: () => number;
  /** Whether PostgreSQL ends the transaction at this statement. */
  readonly isDeadlock?: () => boolean;
  /** Left out: nobody is ever granted one. */
  readonly leases?: MemoryLeases;
  /** Left out: what is placed in one transaction is gone after it. */
  readonly holds?: MemoryHolds;
};

export type Site = {
  readonly engine: MemoryEngine;
  readonly transaction: Transaction;
  readonly statements: Statements;
};

/** The authority's port on the model of PostgreSQL: each method is one statement, and takes its time. */
export function memoryStore(
  engine: MemoryEngine,
  options: MemoryStoreOptions,
  /** Where a bug is planted; the identity otherwise. */
  adapt: (tx: StoreTx, site: Site) => StoreTx = (tx) => tx,
): AuthorityStore {
  return {
    transaction: async (tenantId, work, { isImpatient = false } = {}) => {
      const transaction = isImpatient ? engine.begin(tenantId, 500) : engine.begin(tenantId);
      try {
        const statements = new Statements(engine, transaction, options);
        const site = { engine, transaction, statements };
        const result = await work(adapt(storeTx(site), site));
        await engine.commit(transaction);
        return result;
      } catch (error) {
        if (!transaction.isFlushed) engine.rollBack(transaction);
        throw error;
      }
    },
    snapshot: async (tenantId, work) => {
      const feed = new MemoryFeed(engine, tenantId);
      return work({ horizon: (name) => feed.horizon(name), rows: (request) => feed.rows(request) });
    },
  };
}

function storeTx({ transaction, statements }: Site): StoreTx {
  return {
    storedVerdicts: (ids) => statements.storedVerdicts(ids),
    loadDocuments: (request) => statements.loadDocuments(request),
    loadClaims: (windows) => statements.loadClaims(windows),
    releaseClaims: (holderIds) => statements.releaseClaims(holderIds),
    takeClaims: (claims) => statements.takeClaims(claims),
    writeRows: (entries) => statements.writeRows(entries),
    leases: statements.leases(),
    holds: statements.holds(),
    announce: async () => void (transaction.announces = true),
    setSavepoint: async () => statements.setSavepoint(),
    releaseSavepoint: async () => void (transaction.savepoint = null),
    rollBackToSavepoint: async () => statements.rollBackToSavepoint(),
  };
}

/** One transaction's statements. */
export class Statements {
  readonly #engine: MemoryEngine;
  readonly #tx: Transaction;
  readonly #options: MemoryStoreOptions;
  readonly #leases: MemoryLeases;
  readonly #holds: MemoryHolds;

  constructor(engine: MemoryEngine, transaction: Transaction, options: MemoryStoreOptions) {
    this.#engine = engine;
    this.#tx = transaction;
    this.#options = options;
    this.#leases = options.leases ?? new MemoryLeases(options);
    this.#holds = options.holds ?? new MemoryHolds(options);
  }

  holds(): HoldTx {
    return this.#holds.tx(this.#engine, this.#tx, (holderIds) => this.releaseClaims(holderIds));
  }

  setSavepoint(): void {
    this.#engine.setSavepoint(this.#tx);
    this.#holds.setSavepoint(this.#tx);
  }

  rollBackToSavepoint(): void {
    this.#engine.rollBackToSavepoint(this.#tx);
    this.#holds.rollBackToSavepoint(this.#tx);
  }

  leases(): LeaseTx {
    return this.#leases.tx(this.#engine, this.#tx);
  }

  async storedVerdicts(commandIds: readonly string[]): Promise<Map<string, Stored>> {
    await this.#engine.step();
    const found = new Map<string, Stored>();
    for (const id of commandIds) {
      const key = commandKey(this.#tx.tenantId, id);
      const record = this.#tx.commands.get(key) ?? this.#engine.tables.commands.get(key)?.record;
      if (record !== undefined) found.set(id, { hash: record.hash, verdict: record.verdict });
    }
    return found;
  }

  /** One statement has one snapshot: only the locked row is read as it is after the wait. */
  async loadDocuments({ askers, refs, subjects }: DocumentRequest): Promise<LoadedDocuments> {
    await this.#engine.step();
    const actors = askers.flatMap(({ deskId, actorId }) => {
      const person = this.#find('people', actorId) as Person | null; // The collection names the type.
      return person?.isActive === true && this.#options.isBound(deskId, actorId) ? [{ deskId, person }] : [];
    });
    const locked = new Map(subjects.map((subject) => [this.#key(subject.collection, subject.id), subject]));
    const found: Found[] = [];
    for (const { collection, id } of refs) {
      if (locked.has(this.#key(collection, id))) continue;
      const document = this.#find(collection, id);
      if (document !== null) found.push({ collection, document });
    }
    for (const [key, { collection, id }] of [...locked].sort(([a], [b]) => compare(a, b))) {
      if (this.#find(collection, id) === null) continue;
      this.#engine.giveXid(this.#tx);
      await this.#engine.locks.acquire(this.#tx, key, 'update');
      const document = this.#find(collection, id);
      if (document !== null) found.push({ collection, document });
    }
    return { actors, found };
  }

  async loadClaims(windows: readonly ClaimWindow[]): Promise<readonly HeldClaim[]> {
    if (windows.length === 0) return [];
    await this.#engine.step();
    const isWanted = ({ claim }: ClaimRow): boolean =>
      windows.some((window) => window.resourceId === claim.resourceId && overlaps(window, claim));
    return this.#engine.tables.claims.filter((row) => this.#sees(row) && isWanted(row)).map(({ claim }) => claim);
  }

  async releaseClaims(holderIds: readonly string[]): Promise<void> {
    await this.#engine.step();
    this.#engine.giveXid(this.#tx);
    const rows = this.#engine.tables.claims.filter((row) => this.#sees(row) && holderIds.includes(row.claim.holder.id));
    for (const row of rows) {
      await this.#engine.locks.when(
        this.#tx,
        () => othersOf(this.#tx, row.deletedBy),
        () => void (row.deletedBy = this.#tx),
      );
    }
  }

  /** INSERT … ON CONFLICT DO NOTHING in one order (F8): who collides with somebody under way waits for them to end. */
  async takeClaims(claims: readonly HeldClaim[]): Promise<boolean> {
    await this.#engine.step();
    if (this.#options.isDeadlock?.() === true) throw new DatabaseError('40P01', '');
    this.#engine.giveXid(this.#tx);
    const ordered = [...claims].sort(
      (a, b) => compare(a.resourceId, b.resourceId) || a.lane - b.lane || a.start - b.start,
    );
    let taken = 0;
    for (const claim of ordered) if (await this.#takeClaim(claim)) taken += 1;
    for (const resourceId of new Set(ordered.map((claim) => claim.resourceId))) {
      if (this.#find('resources', resourceId) === null)
        throw new DatabaseError('23503', 'claim_tenant_id_resource_id_fkey');
      await this.#engine.locks.acquire(this.#tx, this.#key('resources', resourceId), 'share');
    }
    return taken === claims.length;
  }

  #takeClaim(claim: HeldClaim): Promise<boolean> {
    const { tenantId } = this.#tx;
    const inTheWay = (): ClaimRow[] =>
      this.#engine.tables.claims.filter(
        (row) => row.tenantId === tenantId && row.deletedBy !== this.#tx && collides(row.claim, claim),
      );
    return this.#engine.locks.when(
      this.#tx,
      () => inTheWay().flatMap(({ insertedBy, deletedBy }) => othersOf(this.#tx, insertedBy, deletedBy)),
      () => {
        if (inTheWay().length > 0) return false;
        this.#engine.tables.claims.push({ tenantId, claim, insertedBy: this.#tx, deletedBy: null });
        return true;
      },
    );
  }

  async writeRows(entries: readonly Entry[]): Promise<'written' | 'changed-meanwhile' | 'known' | 'leased'> {
    await this.#engine.step();
    if (this.#options.isDeadlock?.() === true) throw new DatabaseError('40P01', '');
    const isLeased = entries.some(({ record, fresh }) =>
      this.#leases.isLeased(this.#tx.tenantId, record.desk.deskId, fresh),
    );
    this.#engine.giveXid(this.#tx);
    const ordered = entries
      .flatMap(({ changes }) => changes)
      .sort((a, b) => compare(a.collection, b.collection) || compare(a.document.id, b.document.id));
    let isWhole = true;
    for (const change of ordered) if (!(await this.#writeDocument(change))) isWhole = false;
    for (const { record, changes } of entries) {
      const key = commandKey(this.#tx.tenantId, record.command.id);
      await this.#engine.locks.acquire(this.#tx, `command/${key}`, 'update');
      if (this.#tx.commands.has(key) || this.#engine.tables.commands.has(key)) return 'known';
      this.#tx.commands.set(key, record);
      this.#tx.effects.push({ record, changes });
    }
    if (isLeased) return 'leased';
    return isWhole ? 'written' : 'changed-meanwhile';
  }

  /** Planted: a second effect of a command that is on record. */
  recordAgain({ record, changes }: Entry): 'written' {
    this.#tx.commands.set(commandKey(this.#tx.tenantId, record.command.id), record);
    this.#tx.effects.push({ record, changes });
    return 'written';
  }

  /** ON CONFLICT DO UPDATE judges the newest row, seen before or not. */
  async #writeDocument({ collection, document }: Change): Promise<boolean> {
    const key = this.#key(collection, document.id);
    const isThere = this.#find(collection, document.id) !== null;
    await this.#engine.locks.acquire(this.#tx, key, isThere ? 'change' : 'update');
    const held = this.#find(collection, document.id);
    if (held !== null && held.version !== document.version - 1) return false;
    const copy = JSON.parse(JSON.stringify(document)) as AnyDocument; // As JSON it came, and so it goes.
    this.#tx.writes.set(key, {
      tenantId: this.#tx.tenantId,
      collection,
      document: copy,
      stampMs: this.#options.clock(),
    });
    return true;
  }

  #key(collection: Collection, id: string): string {
    return rowKey(this.#tx.tenantId, collection, id);
  }

  #find(collection: Collection, id: string): AnyDocument | null {
    const key = this.#key(collection, id);
    return this.#tx.writes.get(key)?.document ?? this.#engine.tables.rows.get(key)?.versions.at(-1)?.document ?? null;
  }

  #sees({ tenantId, insertedBy, deletedBy }: ClaimRow): boolean {
    if (tenantId !== this.#tx.tenantId || deletedBy === this.#tx) return false;
    return insertedBy === null || insertedBy === this.#tx;
  }
}

function othersOf(own: Transaction, ...those: readonly (Transaction | null)[]): Transaction[] {
  return those.filter((one) => one !== null).filter((one) => one !== own && !one.hasEnded);
}
