import { must } from '#shared/lib/must.ts';
import { DEFAULT_HOLD_MINUTES } from '#shared/replication/holds.ts';
import { type Instant, instant, plusMinutes } from '#shared/time/instant.ts';
import { type HoldRow, type HoldTx, isInForce } from '#server/authority/holds/hold-tx.ts';
import { publicHold } from '#server/authority/holds/public-hold.ts';
import { compare } from '#tests/simulation/store/compare.ts';
import type { ConfirmedHold, HoldRecord } from '#tests/simulation/store/hold-record.ts';
import type { MemoryEngine, Transaction } from '#tests/simulation/store/memory-engine.ts';

export type MemoryHoldsOptions = {
  readonly clock: () => number;
  readonly holdMinutes?: number;
  /** Planted: `false` keeps every row for ever. */
  readonly isForgetful?: boolean;
  readonly deskNames?: ReadonlyMap<string, string>;
  /** A commit tells a tenant's desks that holds changed. */
  readonly onHoldsChanged?: (tenantId: string) => void;
};

/** As the table itself has it. */
const REMEMBERED_MS = 3_600_000;
const FORGOTTEN_AT_ONCE = 20;

type Pending = {
  rows: Map<string, HoldRow>;
  /** Rows that are deleted when this commits. */
  forgotten: Set<string>;
  saved: { readonly rows: ReadonlyMap<string, HoldRow>; readonly forgotten: ReadonlySet<string> };
  announces: boolean;
  readonly beganAt: Instant;
  /** The last time that each was locked, after the wait. */
  readonly lockedAt: Map<string, Instant>;
  readonly releaseClaims: (holderIds: readonly string[]) => Promise<void>;
};

/** The table of holds: what a transaction writes is there for others when it commits, and for nobody before. */
export class MemoryHolds implements HoldRecord {
  rows: ReadonlyMap<string, HoldRow> = new Map();
  readonly #options: MemoryHoldsOptions;
  readonly #pending = new WeakMap<Transaction, Pending>();

  constructor(options: MemoryHoldsOptions) {
    this.#options = options;
  }

  /** To be called by the engine's commit. */
  commit(transaction: Transaction): void {
    const pending = this.#pending.get(transaction);
    if (pending === undefined) return;
    this.rows = new Map([...[...this.rows].filter(([key]) => !pending.forgotten.has(key)), ...pending.rows]);
    if (pending.announces) this.#options.onHoldsChanged?.(transaction.tenantId);
  }

  deskOf(tenantId: string, holdId: string): string | null {
    return this.rows.get(`${tenantId}/${holdId}`)?.deskId ?? null;
  }

  expiryOf(tenantId: string, holdId: string): Instant | null {
    return this.rows.get(`${tenantId}/${holdId}`)?.expiresAt ?? null;
  }

  beganAt(transaction: Transaction): Instant {
    return must(this.#pending.get(transaction), 'every transaction can hold').beganAt;
  }

  /** As of its lock, after the wait. */
  asConfirmed(transaction: Transaction, holdId: string): ConfirmedHold {
    const { lockedAt } = must(this.#pending.get(transaction), 'every transaction can hold');
    return { at: lockedAt.get(holdId) ?? instant(Infinity), row: this.rows.get(`${transaction.tenantId}/${holdId}`) };
  }

  setSavepoint(transaction: Transaction): void {
    const pending = this.#pending.get(transaction);
    if (pending !== undefined) pending.saved = { rows: new Map(pending.rows), forgotten: new Set(pending.forgotten) };
  }

  rollBackToSavepoint(transaction: Transaction): void {
    const pending = this.#pending.get(transaction);
    if (pending === undefined) return;
    pending.rows = new Map(pending.saved.rows);
    pending.forgotten = new Set(pending.saved.forgotten);
  }

  /** @param releaseClaims the transaction's own. */
  tx(engine: MemoryEngine, transaction: Transaction, releaseClaims: Pending['releaseClaims']): HoldTx {
    const pending: Pending = {
      rows: new Map(),
      forgotten: new Set(),
      saved: { rows: new Map(), forgotten: new Set() },
      announces: false,
      beganAt: this.#now(),
      lockedAt: new Map(),
      releaseClaims,
    };
    this.#pending.set(transaction, pending);
    return { ...this.#reading(engine, transaction, pending), ...this.#writing(engine, transaction, pending) };
  }

  #reading(engine: MemoryEngine, transaction: Transaction, pending: Pending) {
    const { tenantId } = transaction;
    return {
      find: async (ids: readonly string[]) => {
        await engine.step();
        return { rows: ids.flatMap((id) => this.rows.get(`${tenantId}/${id}`) ?? []), now: this.#now() };
      },
      now: () => engine.step().then(() => this.#now()),
      list: async () => {
        await engine.step();
        const all = [...new Map([...this.rows, ...pending.rows])].filter(([key]) => key.startsWith(`${tenantId}/`));
        const inForce = all.map(([, row]) => row).filter((row) => isInForce(row, this.#now()));
        return inForce.map((row) => publicHold(row, this.#deskName(row.deskId)));
      },
      deskName: (deskId: string) => engine.step().then(() => this.#deskName(deskId)),
      announce: async () => {
        engine.giveXid(transaction);
        pending.announces = true;
      },
    };
  }

  #writing(
    engine: MemoryEngine,
    transaction: Transaction,
    pending: Pending,
  ): Pick<HoldTx, 'lock' | 'insert' | 'insertEnded' | 'extend' | 'end' | 'endExpired'> {
    const keyOf = (id: string): string => `${transaction.tenantId}/${id}`;
    const find = (id: string): HoldRow | null => pending.rows.get(keyOf(id)) ?? this.rows.get(keyOf(id)) ?? null;
    const write = (row: HoldRow): HoldRow => {
      pending.rows.set(keyOf(row.id), row);
      return row;
    };
    const lock = async (id: string): Promise<void> => {
      engine.giveXid(transaction);
      await engine.locks.acquire(transaction, `hold/${keyOf(id)}`, 'update');
    };
    const isOver = (row: HoldRow): boolean => !isInForce(row, this.#now());
    return {
      lock: async (ids) => {
        await engine.step();
        const there = ids.toSorted(compare).filter((id) => find(id) !== null);
        for (const id of there) {
          await lock(id);
          pending.lockedAt.set(id, this.#now());
        }
        return there.flatMap((id) => find(id) ?? []);
      },
      insert: async (hold) => {
        await engine.step();
        await this.#forgetOld(transaction, pending);
        await lock(hold.id);
        if (find(hold.id) !== null) return 'known';
        const placedAt = this.#now();
        return write({ ...hold, placedAt, expiresAt: this.#expiry(placedAt), endedAt: null });
      },
      insertEnded: async (hold) => {
        await engine.step();
        await lock(hold.id);
        if (find(hold.id) !== null) return 'known';
        const now = this.#now();
        write({ ...hold, appointmentId: null, claims: [], placedAt: now, expiresAt: now, endedAt: now });
        return 'inserted';
      },
      extend: async (id) => {
        await engine.step();
        return write({ ...must(find(id), 'a locked hold'), expiresAt: this.#expiry(this.#now()) });
      },
      end: async (ids) => {
        await engine.step();
        const rows = ids.flatMap((id) => find(id) ?? []);
        for (const row of rows) write({ ...row, endedAt: row.endedAt ?? this.#now() });
        await pending.releaseClaims(ids);
      },
      endExpired: async (ids) => {
        await engine.step();
        const over: string[] = [];
        for (const id of ids.toSorted(compare)) {
          const row = find(id);
          if (row === null || !isOver(row)) continue;
          await lock(id);
          if (isOver(find(id) ?? row)) over.push(id);
        }
        if (over.length > 0) await pending.releaseClaims(over);
        return over;
      },
    };
  }

  /** Some of those that have been over for an hour, with whatever they still claim. */
  async #forgetOld({ tenantId }: Transaction, pending: Pending): Promise<void> {
    if (this.#options.isForgetful === false) return;
    const before = this.#now() - REMEMBERED_MS;
    const isOld = ([key, { expiresAt }]: [string, HoldRow]): boolean =>
      key.startsWith(`${tenantId}/`) && expiresAt < before && !pending.rows.has(key);
    const old = [...this.rows].filter(isOld).slice(0, FORGOTTEN_AT_ONCE);
    if (old.length === 0) return;
    for (const [key] of old) pending.forgotten.add(key);
    await pending.releaseClaims(old.map(([, { id }]) => id));
  }

  #now(): Instant {
    return instant(this.#options.clock());
  }

  #expiry(from: Instant): Instant {
    return plusMinutes(from, this.#options.holdMinutes ?? DEFAULT_HOLD_MINUTES);
  }

  #deskName(deskId: string): string {
    return this.#options.deskNames?.get(deskId) ?? '';
  }
}
