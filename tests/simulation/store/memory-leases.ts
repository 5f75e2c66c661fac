import type { Claim } from '#shared/scheduling/claim.ts';
import type { Lease } from '#shared/scheduling/lease.ts';
import type { Location } from '#shared/scheduling/location.ts';
import { instant } from '#shared/time/instant.ts';
import { overlaps } from '#shared/time/interval.ts';
import { subtract } from '#shared/time/subtract.ts';
import { ASK_AGAIN_MS, KEEP_FREE_MS, type LeaseTx, type Recall } from '#server/authority/leases/lease-tx.ts';
import { type MemoryEngine, rowKey, type Transaction } from '#tests/simulation/store/memory-engine.ts';

type LeaseRow = { readonly tenantId: string; readonly lease: Lease };
type RecallRow = { readonly tenantId: string; readonly recall: Recall };
type Span = Pick<Claim, 'resourceId' | 'start' | 'end'>;

export type MemoryLeasesOptions = {
  readonly clock: () => number;
  readonly deskNames?: ReadonlyMap<string, string>;
  /** A commit asks a tenant's desks to renew. */
  readonly onAsked?: (tenantId: string) => void;
  readonly onGranted?: () => void;
};

/** The tables of leases: what a transaction writes is there for others when it commits, and for nobody before. */
export class MemoryLeases {
  rows: readonly LeaseRow[] = [];
  recalls: readonly RecallRow[] = [];
  readonly #options: MemoryLeasesOptions;
  readonly #unwritten = new WeakMap<Transaction, (() => void)[]>();

  constructor(options: MemoryLeasesOptions) {
    this.#options = options;
  }

  /** To be called by the engine's commit. */
  commit(transaction: Transaction): void {
    for (const write of this.#unwritten.get(transaction) ?? []) write();
  }

  isLeased(tenantId: string, deskId: string, claims: readonly Span[]): boolean {
    return this.#inTheWay(tenantId, deskId, claims).length > 0;
  }

  /** In force, or a moment ago. */
  isKeptFor(tenantId: string, deskId: string, claim: Span): boolean {
    const own = this.rows.flatMap((row) =>
      row.tenantId === tenantId && row.lease.deskId === deskId && row.lease.resourceId === claim.resourceId
        ? [row.lease]
        : [],
    );
    return subtract(claim, own).length === 0;
  }

  tx(engine: MemoryEngine, transaction: Transaction): LeaseTx {
    const { tenantId } = transaction;
    const step = () => engine.step();
    const write = async (work: () => void): Promise<void> => {
      await step();
      engine.giveXid(transaction);
      this.#unwritten.set(transaction, [...(this.#unwritten.get(transaction) ?? []), work]);
    };
    const without = (isGone: (lease: Lease) => boolean) => () =>
      void (this.rows = this.rows.filter((row) => row.tenantId !== tenantId || !isGone(row.lease)));
    const add = (leases: readonly Lease[]) => () =>
      void (this.rows = [...this.rows, ...leases.map((lease) => ({ tenantId, lease }))]);
    return {
      now: () => step().then(() => this.#now()),
      inTheWay: (deskId, claims) => step().then(() => this.#inTheWay(tenantId, deskId, claims)),
      inForce: () => step().then(() => this.#inForce(tenantId)),
      recalls: () => step().then(() => this.#freshRecalls(tenantId)),
      locations: () => step().then(() => locationsIn(engine, tenantId)),
      deskNames: () => step().then(() => this.#options.deskNames ?? new Map()),
      // Nothing of what is simulated looks at names.
      renameDesk: () => step(),
      lockResource: async (resourceId) => {
        await step();
        engine.giveXid(transaction);
        await engine.locks.acquire(transaction, rowKey(tenantId, 'resources', resourceId), 'update');
        return engine.tables.rows.has(rowKey(tenantId, 'resources', resourceId));
      },
      lockOf: async (deskId, leaseIds) => {
        await step();
        engine.giveXid(transaction);
        for (const id of leaseIds) await engine.locks.acquire(transaction, `lease/${id}`, 'update');
        const own = this.rows.filter((row) => row.tenantId === tenantId).map(({ lease }) => lease);
        return own.filter((lease) => lease.deskId === deskId && leaseIds.includes(lease.id));
      },
      removeExpired: (resourceId) => {
        const now = this.#now();
        return write(without((lease) => lease.resourceId === resourceId && lease.expiresAt <= now));
      },
      grant: (leases) =>
        write(() => {
          add(leases)();
          this.#options.onGranted?.();
        }),
      extend: (leaseId, expiresAt) =>
        write(() => {
          this.rows = this.rows.map((row) =>
            row.lease.id === leaseId && row.lease.expiresAt < expiresAt
              ? { ...row, lease: { ...row.lease, expiresAt } }
              : row,
          );
        }),
      replace: async (lease, left) => {
        await write(without(({ id }) => id === lease.id));
        await write(add(left.map((part) => ({ ...lease, ...part }))));
      },
      endOf: (deskId) => write(without((lease) => lease.deskId === deskId)),
      recall: async (deskId, slices) => {
        const now = this.#now();
        const asked = slices.map((slice): Recall => {
          const before = this.recalls.find(
            ({ recall }) =>
              recall.leaseId === slice.leaseId && recall.start === slice.start && recall.end === slice.end,
          )?.recall;
          const isOpen = before !== undefined && now - before.askedAt <= ASK_AGAIN_MS;
          return { ...slice, askedBy: deskId, askedAt: isOpen ? before.askedAt : now };
        });
        await write(() => {
          const isReplaced = ({ recall }: RecallRow): boolean =>
            asked.some((one) => one.leaseId === recall.leaseId && one.start === recall.start && one.end === recall.end);
          const kept = this.recalls.filter(
            (row) => !isReplaced(row) && this.#now() - row.recall.askedAt < KEEP_FREE_MS,
          );
          this.recalls = [...kept, ...asked.map((recall) => ({ tenantId, recall }))];
          this.#options.onAsked?.(tenantId);
        });
        return asked.map(({ askedAt }) => now - askedAt);
      },
    };
  }

  #now() {
    return instant(this.#options.clock());
  }

  #inForce(tenantId: string): readonly Lease[] {
    const now = this.#now();
    return this.rows.filter((row) => row.tenantId === tenantId && row.lease.expiresAt > now).map(({ lease }) => lease);
  }

  #inTheWay(tenantId: string, deskId: string, claims: readonly Span[]): readonly Lease[] {
    const meets = (lease: Lease): boolean =>
      claims.some((claim) => claim.resourceId === lease.resourceId && overlaps(claim, lease));
    return this.#inForce(tenantId).filter((lease) => lease.deskId !== deskId && meets(lease));
  }

  #freshRecalls(tenantId: string): readonly Recall[] {
    const oldest = this.#now() - KEEP_FREE_MS;
    const own = this.recalls.filter((row) => row.tenantId === tenantId).map(({ recall }) => recall);
    return own.filter(({ askedAt }) => askedAt > oldest);
  }
}

function locationsIn(engine: MemoryEngine, tenantId: string): readonly Location[] {
  const rows = [...engine.tables.rows.values()];
  const own = rows.filter((row) => row.tenantId === tenantId && row.collection === 'locations');
  // The collection names the type.
  return own.flatMap(({ versions }) => versions.slice(-1).map(({ document }) => document as Location));
}
