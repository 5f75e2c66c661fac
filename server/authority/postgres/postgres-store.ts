import { type Kysely, sql } from 'kysely';
import { loadClaims, loadDocuments } from '#server/authority/postgres/load.ts';
import { holdRows } from '#server/authority/postgres/hold-rows.ts';
import { leaseRows } from '#server/authority/postgres/lease-rows.ts';
import { readHorizon, readRows } from '#server/authority/postgres/read-feed.ts';
import { readVerdicts } from '#server/authority/postgres/read-verdicts.ts';
import { releaseClaims, takeClaims, writeRows } from '#server/authority/postgres/write-rows.ts';
import type { AuthorityStore, StoreTx } from '#server/authority/store.ts';
import { CHANGES_CHANNEL } from '#server/database/changes.ts';
import type { Schema } from '#server/database/schema.ts';
import { type Tx, withTenant } from '#server/database/tenant-scope.ts';

export function postgresStore(
  db: Kysely<Schema>,
  /** Where a layer is knocked out in a test; the identity otherwise. */
  adapt: (store: StoreTx, tx: Tx, tenantId: string) => StoreTx = (store) => store,
): AuthorityStore {
  return {
    transaction: (tenantId, work, options) =>
      withTenant(db, tenantId, (tx) => work(adapt(storeTx(tx, tenantId), tx, tenantId)), options),
    snapshot: (tenantId, work) =>
      withTenant(
        db,
        tenantId,
        (tx) =>
          work({
            horizon: (collection) => readHorizon(tx, tenantId, collection),
            rows: (request) => readRows(tx, tenantId, request),
          }),
        { isSnapshot: true },
      ),
  };
}

function storeTx(tx: Tx, tenantId: string): StoreTx {
  return {
    storedVerdicts: (commandIds) => readVerdicts(tx, tenantId, commandIds),
    loadDocuments: (request) => loadDocuments(tx, tenantId, request),
    loadClaims: (windows) => loadClaims(tx, tenantId, windows),
    releaseClaims: (holderIds) => releaseClaims(tx, tenantId, holderIds),
    takeClaims: (claims) => takeClaims(tx, tenantId, claims),
    writeRows: (entries) => writeRows(tx, tenantId, entries),
    leases: leaseRows(tx, tenantId),
    holds: holdRows(tx, tenantId),
    announce: async () => {
      // Delivered by PostgreSQL when the transaction commits, and only then.
      await sql`select pg_notify(${CHANGES_CHANNEL}, ${tenantId})`.execute(tx);
    },
    setSavepoint: async () => void (await sql`savepoint command`.execute(tx)),
    releaseSavepoint: async () => void (await sql`release savepoint command`.execute(tx)),
    rollBackToSavepoint: async () => void (await sql`rollback to savepoint command`.execute(tx)),
  };
}
