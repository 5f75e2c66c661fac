import { type RawBuilder, sql } from 'kysely';
import type { Lease } from '#shared/scheduling/lease.ts';
import type { Location } from '#shared/scheduling/location.ts';
import { renameDesk } from '#server/authority/postgres/desk-names.ts';
import { instant } from '#shared/time/instant.ts';
import { ASK_AGAIN_MS, KEEP_FREE_MS, type LeaseTx, type Recall } from '#server/authority/leases/lease-tx.ts';
import { nowMs } from '#server/authority/postgres/now.ts';
import { CHANGES_CHANNEL, payloadOf } from '#server/database/changes.ts';
import type { Tx } from '#server/database/tenant-scope.ts';

/** True where one of these claims meets a lease of another desk than its own: to be asked in a statement after the claims were taken. */
export function isLeased(
  tenantId: string,
  claims: readonly (Span & { readonly deskId: string })[],
): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from unnest(
      ${claims.map(({ deskId }) => deskId)}::uuid[],
      ${claims.map(({ resourceId }) => resourceId)}::uuid[],
      ${claims.map(({ start }) => start)}::bigint[],
      ${claims.map(({ end }) => end)}::bigint[]
    ) as wanted (desk_id, resource_id, start_ms, end_ms)
    join lease on lease.tenant_id = ${tenantId} and lease.resource_id = wanted.resource_id
      and lease.start_ms < wanted.end_ms and lease.end_ms > wanted.start_ms
    where lease.desk_id <> wanted.desk_id and lease.expires_at_ms > ${nowMs}
  )`;
}

export function leaseRows(tx: Tx, tenantId: string): LeaseTx {
  const inForce = async (filter: RawBuilder<boolean> = sql`true`): Promise<readonly Lease[]> => {
    const { rows } = await sql<LeaseRow>`
      select * from lease where tenant_id = ${tenantId} and expires_at_ms > ${nowMs} and ${filter}
      order by resource_id, start_ms`.execute(tx);
    return rows.map(asLease);
  };
  return {
    ...recalling(tx, tenantId),
    ...granting(tx, tenantId),
    inForce: () => inForce(),
    inTheWay: (deskId, claims) =>
      inForce(sql`desk_id <> ${deskId} and exists (
        select from ${spans(claims)} where wanted.resource_id = lease.resource_id
          and lease.start_ms < wanted.end_ms and lease.end_ms > wanted.start_ms
      )`),
    now: async () => {
      const { rows } = await sql<{ now: string }>`select ${nowMs} as now`.execute(tx);
      return instant(Number(rows[0]?.now));
    },
    locations: async () => {
      const { rows } = await sql<{ doc: Location }>`select doc from location where tenant_id = ${tenantId}`.execute(tx);
      return rows.map(({ doc }) => doc);
    },
    deskNames: async () => {
      const { rows } = await sql<{ id: string; name: string }>`
        select id, name from desk where tenant_id = ${tenantId} and revoked_at is null order by name, id`.execute(tx);
      return new Map(rows.map(({ id, name }) => [id, name]));
    },
    renameDesk: (deskId, name) => renameDesk(tx, { tenantId, deskId }, name),
  };
}

type Part<Names extends keyof LeaseTx> = Pick<LeaseTx, Names>;

function recalling(tx: Tx, tenantId: string): Part<'recall' | 'recalls'> {
  return {
    recall: async (deskId, slices) => {
      const wanted = slices.map(({ leaseId, resourceId, start, end }, at) => {
        return { lease_id: leaseId, resource_id: resourceId, start_ms: start, end_ms: end, at };
      });
      const { rows } = await sql<{ lease_id: string; start_ms: string; end_ms: string; waited_ms: string }>`
        insert into lease_recall as held (tenant_id, lease_id, resource_id, start_ms, end_ms, asked_by, asked_at_ms)
        select ${tenantId}::uuid, lease_id, resource_id, start_ms, end_ms, ${deskId}::uuid, ${nowMs}
        from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
          as wanted (lease_id uuid, resource_id uuid, start_ms bigint, end_ms bigint)
        order by lease_id, start_ms
        on conflict (tenant_id, lease_id, start_ms, end_ms) do update set
          asked_by = excluded.asked_by,
          asked_at_ms = case when held.asked_at_ms < ${nowMs} - ${ASK_AGAIN_MS}::bigint
            then excluded.asked_at_ms else held.asked_at_ms end
        returning lease_id, start_ms, end_ms, ${nowMs} - asked_at_ms as waited_ms`.execute(tx);
      await sql`select pg_notify(${CHANGES_CHANNEL}, ${payloadOf(tenantId, 'leases')})`.execute(tx);
      const waited = new Map(rows.map((row) => [`${row.lease_id}/${row.start_ms}/${row.end_ms}`, row.waited_ms]));
      return slices.map(({ leaseId, start, end }) => Number(waited.get(`${leaseId}/${start}/${end}`) ?? 0));
    },
    recalls: async () => {
      const { rows } = await sql<RecallRow>`
        select * from lease_recall
        where tenant_id = ${tenantId} and asked_at_ms > ${nowMs} - ${KEEP_FREE_MS}::bigint`.execute(tx);
      return rows.map(asRecall);
    },
  };
}

function granting(
  tx: Tx,
  tenantId: string,
): Part<'lockResource' | 'removeExpired' | 'grant' | 'extend' | 'replace' | 'lockOf' | 'endOf'> {
  const insert = async (leases: readonly Lease[]): Promise<void> => {
    const rows = leases.map(({ id, deskId, resourceId, start, end, expiresAt }) => {
      return { id, desk_id: deskId, resource_id: resourceId, start_ms: start, end_ms: end, expires_at_ms: expiresAt };
    });
    await sql`
      insert into lease (tenant_id, id, desk_id, resource_id, start_ms, end_ms, expires_at_ms)
      select ${tenantId}::uuid, granted.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as granted (
        id uuid, desk_id uuid, resource_id uuid, start_ms bigint, end_ms bigint, expires_at_ms bigint
      )`.execute(tx);
  };
  // Desks suggest no time that is kept for others; so they hear of every change.
  const announce = async (): Promise<void> => {
    await sql`select pg_notify(${CHANGES_CHANNEL}, ${payloadOf(tenantId, 'leases')})`.execute(tx);
  };
  return {
    lockResource: async (resourceId) => {
      // Taking a claim takes FOR KEY SHARE on this row, by its foreign key: each waits for the other to end.
      const { rows } = await sql`
        select from resource where tenant_id = ${tenantId} and id = ${resourceId} for update`.execute(tx);
      return rows.length > 0;
    },
    removeExpired: async (resourceId) => {
      await sql`
        delete from lease where tenant_id = ${tenantId} and resource_id = ${resourceId} and expires_at_ms <= ${nowMs}`.execute(
        tx,
      );
      await sql`
        delete from lease_recall where tenant_id = ${tenantId} and resource_id = ${resourceId}
          and asked_at_ms <= ${nowMs} - ${KEEP_FREE_MS}::bigint`.execute(tx);
    },
    grant: (leases) => insert(leases).then(announce),
    extend: async (leaseId, expiresAt) => {
      await sql`
        update lease set expires_at_ms = greatest(expires_at_ms, ${expiresAt}::bigint)
        where tenant_id = ${tenantId} and id = ${leaseId}`.execute(tx);
    },
    replace: async (lease, left) => {
      await sql`delete from lease where tenant_id = ${tenantId} and id = ${lease.id}`.execute(tx);
      if (left.length > 0) await insert(left.map((part) => ({ ...lease, ...part })));
      await announce();
    },
    lockOf: async (deskId, leaseIds) => {
      const { rows } = await sql<LeaseRow>`
        select * from lease where tenant_id = ${tenantId} and desk_id = ${deskId} and id = any(${leaseIds}::uuid[])
        order by id, start_ms for update`.execute(tx);
      return rows.map(asLease);
    },
    endOf: async (deskId) => {
      await sql`delete from lease where tenant_id = ${tenantId} and desk_id = ${deskId}`.execute(tx);
      await announce();
    },
  };
}

type Span = { readonly resourceId: string; readonly start: number; readonly end: number };

function spans(claims: readonly Span[]): RawBuilder<unknown> {
  return sql`unnest(
    ${claims.map(({ resourceId }) => resourceId)}::uuid[],
    ${claims.map(({ start }) => start)}::bigint[],
    ${claims.map(({ end }) => end)}::bigint[]
  ) as wanted (resource_id, start_ms, end_ms)`;
}

type LeaseRow = {
  readonly id: string;
  readonly desk_id: string;
  readonly resource_id: string;
  readonly start_ms: string;
  readonly end_ms: string;
  readonly expires_at_ms: string;
};

function asLease(row: LeaseRow): Lease {
  return {
    id: row.id,
    deskId: row.desk_id,
    resourceId: row.resource_id,
    start: instant(Number(row.start_ms)),
    end: instant(Number(row.end_ms)),
    expiresAt: instant(Number(row.expires_at_ms)),
  };
}

type RecallRow = {
  readonly lease_id: string;
  readonly resource_id: string;
  readonly start_ms: string;
  readonly end_ms: string;
  readonly asked_by: string;
  readonly asked_at_ms: string;
};

function asRecall(row: RecallRow): Recall {
  return {
    leaseId: row.lease_id,
    resourceId: row.resource_id,
    start: instant(Number(row.start_ms)),
    end: instant(Number(row.end_ms)),
    askedBy: row.asked_by,
    askedAt: instant(Number(row.asked_at_ms)),
  };
}
