import { sql } from 'kysely';
import { must } from '#shared/lib/must.ts';
import type { Claim } from '#shared/scheduling/claim.ts';
import { instant } from '#shared/time/instant.ts';
import type { HoldRow, HoldTx } from '#server/authority/holds/hold-tx.ts';
import { publicHold } from '#server/authority/holds/public-hold.ts';
import { nowMs, statementMs } from '#server/authority/postgres/now.ts';
import { CHANGES_CHANNEL, payloadOf } from '#server/database/changes.ts';
import type { Tx } from '#server/database/tenant-scope.ts';

/** For so long a hold that is over is remembered, and for no fewer rows than this many are forgotten at a time. */
const REMEMBERED_MS = 3_600_000;
const FORGOTTEN_AT_ONCE = 20;

export function holdRows(tx: Tx, tenantId: string): HoldTx {
  const lastsMs = sql`(select hold_minutes from tenant where id = ${tenantId}) * 60000::bigint`;
  return {
    ...ending(tx, tenantId),
    now: async () => {
      const { rows } = await sql<{ now: string }>`select ${nowMs} as now`.execute(tx);
      return instant(Number(rows[0]?.now));
    },
    find: async (holdIds) => {
      const { rows } = await sql<Partial<Row> & { now: string }>`
        select hold.*, ${nowMs} as now from (select) as present
        left join hold on tenant_id = ${tenantId} and id = any(${holdIds}::uuid[])`.execute(tx);
      return { rows: rows.flatMap((row) => (isRow(row) ? [asHold(row)] : [])), now: instant(Number(rows[0]?.now)) };
    },
    lock: async (holdIds) => {
      const { rows } = await sql<Row>`
        select * from hold where tenant_id = ${tenantId} and id = any(${holdIds}::uuid[])
        order by id for update`.execute(tx);
      return rows.map(asHold);
    },
    insert: async ({ id, tokenHash, deskId, actorId, appointmentId, claims }) => {
      await forgetOld(tx, tenantId);
      const { rows } = await sql<Row>`
        insert into hold (
          tenant_id, id, token_hash, desk_id, actor_id, appointment_id, claims, placed_at_ms, expires_at_ms
        )
        select ${tenantId}, ${id}, ${tokenHash}, ${deskId}, ${actorId}, ${appointmentId}, ${JSON.stringify(claims)}::jsonb,
          placed_at_ms, placed_at_ms + ${lastsMs}
        from (select ${nowMs} as placed_at_ms) as present
        on conflict do nothing returning *`.execute(tx);
      return rows[0] === undefined ? 'known' : asHold(rows[0]);
    },
    extend: async (holdId) => {
      const { rows } = await sql<Row>`
        update hold set expires_at_ms = greatest(expires_at_ms, ${nowMs} + ${lastsMs})
        where tenant_id = ${tenantId} and id = ${holdId} returning *`.execute(tx);
      return asHold(must(rows[0], 'a locked hold is there'));
    },
    list: async () => {
      const { rows } = await sql<Row & { desk_name: string }>`
        select hold.*, desk.name as desk_name from hold
        join desk on desk.tenant_id = hold.tenant_id and desk.id = hold.desk_id
        where hold.tenant_id = ${tenantId} and hold.expires_at_ms > ${statementMs} and hold.ended_at_ms is null
        order by hold.placed_at_ms, hold.id`.execute(tx);
      return rows.map((row) => publicHold(asHold(row), row.desk_name));
    },
    deskName: async (deskId) => {
      const { rows } = await sql<{ name: string }>`
        select name from desk where tenant_id = ${tenantId} and id = ${deskId}`.execute(tx);
      return rows[0]?.name ?? '';
    },
    announce: async () => {
      await sql`select pg_notify(${CHANGES_CHANNEL}, ${payloadOf(tenantId, 'holds')})`.execute(tx);
    },
  };
}

function ending(tx: Tx, tenantId: string): Pick<HoldTx, 'insertEnded' | 'end' | 'endExpired'> {
  return {
    insertEnded: async ({ id, tokenHash, deskId, actorId }) => {
      const { rows } = await sql`
        insert into hold (tenant_id, id, token_hash, desk_id, actor_id, claims, placed_at_ms, expires_at_ms, ended_at_ms)
        values (${tenantId}, ${id}, ${tokenHash}, ${deskId}, ${actorId}, '[]', ${nowMs}, ${nowMs}, ${nowMs})
        on conflict do nothing returning id`.execute(tx);
      return rows.length === 1 ? 'inserted' : 'known';
    },
    end: async (holdIds) => {
      await sql`
        with ended as (
          update hold set ended_at_ms = ${nowMs} where tenant_id = ${tenantId} and id = any(${holdIds}::uuid[]) and ended_at_ms is null
        )
        delete from claim where tenant_id = ${tenantId} and holder_id = any(${holdIds}::uuid[])
          and holder_kind = 'hold'`.execute(tx);
    },
    endExpired: async (holdIds) => {
      // Locked in one order, and each judged as it is after the wait for its lock, by the time after that wait.
      const { rows } = await sql<{ id: string }>`
        select id from hold
        where tenant_id = ${tenantId} and id = any(${holdIds}::uuid[])
          and (expires_at_ms <= ${nowMs} or ended_at_ms is not null)
        order by id for update`.execute(tx);
      const ids = rows.map(({ id }) => id);
      if (ids.length > 0) {
        await sql`
          delete from claim where tenant_id = ${tenantId} and holder_id = any(${ids}::uuid[])
            and holder_kind = 'hold'`.execute(tx);
      }
      return ids;
    },
  };
}

async function forgetOld(tx: Tx, tenantId: string): Promise<void> {
  await sql`
    with old as (
      select id from hold where tenant_id = ${tenantId} and expires_at_ms < ${statementMs} - ${REMEMBERED_MS}::bigint
      order by expires_at_ms limit ${FORGOTTEN_AT_ONCE} for update skip locked
    ), freed as (
      delete from claim using old where tenant_id = ${tenantId} and holder_id = old.id and holder_kind = 'hold'
    )
    delete from hold using old where hold.tenant_id = ${tenantId} and hold.id = old.id`.execute(tx);
}

type Row = {
  readonly id: string;
  readonly token_hash: Buffer;
  readonly desk_id: string;
  readonly actor_id: string;
  readonly appointment_id: string | null;
  readonly claims: readonly Claim[];
  readonly placed_at_ms: string;
  readonly expires_at_ms: string;
  readonly ended_at_ms: string | null;
};

/** The time comes also where no row does. */
function isRow(row: Partial<Row>): row is Row {
  return typeof row.id === 'string';
}

function asHold(row: Row): HoldRow {
  return {
    id: row.id,
    tokenHash: row.token_hash,
    deskId: row.desk_id,
    actorId: row.actor_id,
    appointmentId: row.appointment_id,
    claims: row.claims,
    placedAt: instant(Number(row.placed_at_ms)),
    expiresAt: instant(Number(row.expires_at_ms)),
    endedAt: row.ended_at_ms === null ? null : instant(Number(row.ended_at_ms)),
  };
}
