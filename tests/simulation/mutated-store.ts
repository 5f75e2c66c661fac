import { instant } from '#shared/time/instant.ts';
import type { ClaimWindow } from '#shared/commands/command-definition.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import { collides } from '#shared/scheduling/claim.ts';
import type { HoldTx } from '#server/authority/holds/hold-tx.ts';
import type { AuthorityStore, CommandRecord, FeedTx, Stored, StoreTx } from '#server/authority/store.ts';
import { horizonStatements, seriesStatements } from '#tests/simulation/mutated-series.ts';
import type { Mutation } from '#tests/simulation/mutation.ts';
import { commandKey, type MemoryEngine, type Transaction } from '#tests/simulation/store/memory-engine.ts';
import { MemoryFeed } from '#tests/simulation/store/memory-feed.ts';
import { memoryStore, type MemoryStoreOptions, type Site } from '#tests/simulation/store/memory-store.ts';

type Planted = {
  readonly mutation: Mutation | null;
  /** What is laid over it. */
  readonly adapt?: (tx: StoreTx, site: Site) => StoreTx;
};

/** The store with one bug in it, on the far side of the port: the authority's own code is the same. */
export function mutatedStore(
  engine: MemoryEngine,
  options: MemoryStoreOptions,
  { mutation, adapt = (tx) => tx }: Planted,
): AuthorityStore {
  const store = memoryStore(engine, options, (tx, site) =>
    adapt({ ...tx, ...statementsWith(mutation, site), ...seriesStatements(mutation, site) }, site),
  );
  if (mutation === 'audit-after-commit') return auditedLater(engine, store);
  return {
    ...store,
    snapshot: (tenantId, work) => work(feedWith(mutation, engine, tenantId) ?? plainFeed(engine, tenantId)),
  };
}

function statementsWith(mutation: Mutation | null, { engine, transaction, statements }: Site): Partial<StoreTx> {
  switch (mutation) {
    case 'no-idempotency':
      // Neither looks the command up, nor minds that it is there.
      return {
        storedVerdicts: async () => new Map(),
        writeRows: async (entries) => {
          for (const entry of entries) {
            const outcome = await statements.writeRows([entry]);
            if (outcome === 'changed-meanwhile') return outcome;
            if (outcome === 'known') statements.recordAgain(entry);
          }
          return 'written';
        },
      };
    case 'server-wins-silently':
      // What collides is dropped, and the desk is told that all is well.
      return {
        writeRows: (entries) =>
          statements.writeRows(
            entries.map(({ record, changes, fresh }) => ({
              record: wonSilently(record),
              changes: record.verdict.kind === 'displaced' ? [] : changes,
              fresh,
            })),
          ),
      };
    case 'gap-between-check-and-insert':
      return { takeClaims: (claims) => checkThenInsert(engine, transaction, claims) };
    case 'verdict-kept-per-ask':
      return { storedVerdicts: (ids) => askedAgain(engine, transaction, () => statements.storedVerdicts(ids)) };
    case 'redis-hold-looks-not-back':
      // Who asks what stands on lanes of its own looks back after a hold was placed in Redis.
      return { loadClaims: async (windows) => (windows.some(isClaim) ? [] : statements.loadClaims(windows)) };
    case 'late-confirm':
      // Whose the hold is counts, and until when does not.
      return { holds: withEndlessRows(statements.holds()) };
    case 'dead-hold-blocks':
      return { holds: { ...statements.holds(), endExpired: async () => [] } };
    default:
      return {};
  }
}

/** The same for what the server does by itself. */
export function mutatedHorizonStore(
  engine: MemoryEngine,
  options: MemoryStoreOptions,
  { mutation, adapt = (tx) => tx }: Planted,
): AuthorityStore {
  return memoryStore(engine, options, (tx, site) => adapt({ ...tx, ...horizonStatements(mutation, site) }, site));
}

/** Each answer that is given once more is written down once more. */
async function askedAgain(
  { tables }: MemoryEngine,
  { tenantId }: Transaction,
  ask: () => Promise<Map<string, Stored>>,
): Promise<Map<string, Stored>> {
  const found = await ask();
  for (const id of found.keys()) {
    const stored = tables.commands.get(commandKey(tenantId, id));
    if (stored !== undefined) tables.commands.set(commandKey(tenantId, `${id}+${tables.commands.size}`), stored);
  }
  return found;
}

function isClaim(window: ClaimWindow): boolean {
  return 'lane' in window;
}

function withEndlessRows(holds: HoldTx): HoldTx {
  const expiresAt = instant(Number.MAX_SAFE_INTEGER);
  return { ...holds, lock: async (ids) => (await holds.lock(ids)).map((row) => ({ ...row, expiresAt })) };
}

function wonSilently(record: CommandRecord): CommandRecord {
  const { verdict } = record;
  if (verdict.kind !== 'displaced') return record;
  return { ...record, verdict: { kind: 'accepted', decidedAt: verdict.decidedAt, revisions: [] } };
}

/** SELECT, and then INSERT without a constraint: somebody may come between, or be under way. */
async function checkThenInsert(
  engine: MemoryEngine,
  transaction: Transaction,
  claims: readonly HeldClaim[],
): Promise<boolean> {
  await engine.step();
  const isTaken = engine.tables.claims.some(
    (row) =>
      row.tenantId === transaction.tenantId &&
      row.deletedBy !== transaction &&
      (row.insertedBy === null || row.insertedBy === transaction) &&
      claims.some((claim) => collides(claim, row.claim)),
  );
  if (isTaken) return false;
  await engine.step();
  engine.giveXid(transaction);
  for (const claim of claims)
    engine.tables.claims.push({ tenantId: transaction.tenantId, claim, insertedBy: transaction, deletedBy: null });
  return true;
}

/** The commands are written down in a transaction of their own, when the first one is through. */
function auditedLater(engine: MemoryEngine, store: AuthorityStore): AuthorityStore {
  return {
    ...store,
    transaction: async (tenantId, work, options) => {
      const later: CommandRecord[] = [];
      const result = await store.transaction(
        tenantId,
        (tx) =>
          work({
            ...tx,
            writeRows: async (entries) => {
              const outcome = await tx.writeRows(entries);
              if (outcome !== 'written') return outcome;
              for (const { record } of entries) engine.forgetCommand(record);
              later.push(...entries.map(({ record }) => record));
              return outcome;
            },
          }),
        options,
      );
      for (const record of later)
        await store.transaction(tenantId, (tx) => tx.writeRows([{ record, changes: [], fresh: [] }]));
      return result;
    },
  };
}

function plainFeed(engine: MemoryEngine, tenantId: string): FeedTx {
  return new MemoryFeed(engine, tenantId);
}

function feedWith(mutation: Mutation | null, engine: MemoryEngine, tenantId: string): FeedTx | null {
  switch (mutation) {
    case 'sequence-checkpoint':
      // A number drawn at the write, and no thought of those who drew earlier and are not through.
      return new MemoryFeed(engine, tenantId, { xmin: () => engine.nextXid() });
    case 'wall-clock-checkpoint':
      return new MemoryFeed(engine, tenantId, {
        xmin: () => Number.MAX_SAFE_INTEGER,
        position: ({ xid, stampMs }) => (xid === 1 ? 1 : stampMs),
      });
    case 'pull-without-tenant-filter':
      return new MemoryFeed(engine, null);
    default:
      return null;
  }
}
