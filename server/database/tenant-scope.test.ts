import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withTenant } from '#server/database/tenant-scope.ts';
import { booking } from '#tests/builders/booking.ts';
import { at } from '#tests/builders/clinic.ts';
import { openTestClinic, type TestClinic } from '#tests/server/test-clinic.ts';

let here: TestClinic;
let there: TestClinic;
beforeAll(async () => {
  here = await openTestClinic();
  there = await openTestClinic({ database: here.database });
});
afterAll(() => here.close());

async function asAdmin<Row>(query: string): Promise<Row[]> {
  const client = await here.database.connectAs('admin');
  try {
    return (await client.query(query)).rows as Row[];
  } finally {
    await client.end();
  }
}

const tenantTables = `
  select c.oid, c.relname as name, c.relrowsecurity and c.relforcerowsecurity as is_forced
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and n.nspname = 'public' and c.relname not in ('migration', 'server_state')`;

describe('[F10] row level security', () => {
  test("every table but the server's own two has it, forced on its owner too", async () => {
    const tables = await asAdmin<{ name: string; is_forced: boolean }>(tenantTables);
    expect(tables.length).toBeGreaterThanOrEqual(13);
    expect(tables.filter(({ is_forced }) => !is_forced)).toEqual([]);
  });

  test("every unique, exclusion and foreign key of a tenant's table names the tenant first", async () => {
    const offenders = await asAdmin(`
      select t.name, k.conname from (${tenantTables}) t join pg_constraint k on k.conrelid = t.oid
      where k.contype in ('p', 'u', 'x', 'f') and t.name <> 'tenant'
        and not exists (select from pg_attribute a where a.attrelid = t.oid and a.attnum = k.conkey[1] and a.attname = 'tenant_id')`);
    expect(offenders).toEqual([]);
  });

  test("the server's account is no superuser and its role owns nothing", async () => {
    const roles = await asAdmin<{ rolname: string; rolsuper: boolean; rolbypassrls: boolean; owned: number }>(`
      select rolname, rolsuper, rolbypassrls, (select count(*)::integer from pg_class where relowner = pg_roles.oid and rolname = 'frontdesk_app') as owned
      from pg_roles where rolname in ('frontdesk', 'frontdesk_app') order by rolname`);
    expect(roles).toEqual([
      { rolname: 'frontdesk', rolsuper: false, rolbypassrls: false, owned: 0 },
      { rolname: 'frontdesk_app', rolsuper: false, rolbypassrls: false, owned: 0 },
    ]);
  });

  test('the owner of the tables, without a tenant, sees nothing', async () => {
    const owner = await here.database.connectAs('server');
    for (const table of ['tenant', 'appointment', 'resource', 'person', 'person_pin', 'command', 'claim', 'desk']) {
      expect([table, (await owner.query(`select 1 from ${table}`)).rows.length]).toEqual([table, 0]);
    }
    await owner.end();
  });

  test('a tenant sees its own rows alone, and writes no others', async () => {
    const { db } = here.database;
    const mine = await withTenant(db, here.tenantId, (tx) =>
      tx.selectFrom('resource').select('tenant_id').distinct().execute(),
    );
    expect(mine).toEqual([{ tenant_id: here.tenantId }]);
    const trespass = withTenant(db, here.tenantId, (tx) =>
      sql`
      insert into resource (tenant_id, id, doc) values (${there.tenantId}, ${randomUUID()}, '{"version":1}')`.execute(
        tx,
      ),
    );
    await expect(trespass).rejects.toMatchObject({ code: '42501' });
    const { numUpdatedRows } = await withTenant(db, here.tenantId, (tx) =>
      tx.updateTable('resource').set({ doc: '{}' }).where('tenant_id', '=', there.tenantId).executeTakeFirst(),
    );
    expect(numUpdatedRows).toBe(0n);
  });

  test('neither role nor tenant stays on a pooled connection', async () => {
    const { db } = here.database;
    await Promise.all(
      Array.from({ length: 100 }, () => withTenant(db, here.tenantId, (tx) => sql`select 1`.execute(tx))),
    );
    const left = await Promise.all(
      Array.from({ length: 100 }, async () => {
        const { rows } = await sql<{ role: string; tenant: string | null }>`
          select current_user as role, nullif(current_setting('app.tenant_id', true), '') as tenant`.execute(db);
        return rows[0];
      }),
    );
    expect(left.every((one) => one?.role === 'frontdesk' && one.tenant === null)).toBe(true);
  });

  test('nor after a transaction that failed', async () => {
    const { db } = here.database;
    await withTenant(db, here.tenantId, (tx) => sql`select 1 / 0`.execute(tx)).catch(() => undefined);
    const { rows } = await sql`select nullif(current_setting('app.tenant_id', true), '') as tenant`.execute(db);
    expect(rows).toEqual([{ tenant: null }]);
  });

  test('a snapshot transaction cannot write', async () => {
    const write = withTenant(here.database.db, here.tenantId, (tx) => tx.deleteFrom('claim').execute(), {
      isSnapshot: true,
    });
    await expect(write).rejects.toMatchObject({ code: '25006' });
  });
});

describe('[I7] the audit', () => {
  test.each([
    "update command set name = 'x'",
    'delete from command',
    'delete from appointment',
    'delete from desk',
    'truncate command',
  ])("the server's role may not %s", async (statement) => {
    const attempt = withTenant(here.database.db, here.tenantId, (tx) => sql.raw(statement).execute(tx));
    await expect(attempt).rejects.toMatchObject({ code: '42501' });
  });
});

describe('[I6] two tenants with the same ids', () => {
  test('book the same room of theirs at the same time', async () => {
    const intent = booking({ start: at('2026-12-01T09:00') });
    const id = randomUUID();
    expect(await here.desk.send(intent, { id })).toMatchObject({ kind: 'accepted' });
    expect(await there.desk.send(intent, { id })).toMatchObject({ kind: 'accepted' });
  });

  test('pull their own documents alone', async () => {
    const onlyHere = randomUUID();
    await here.desk.send(booking({ appointmentId: onlyHere, start: at('2026-12-01T12:00') }));
    const page = await there.authority.pull(there.tenantId, {
      collection: 'appointments',
      checkpoint: null,
      limit: 1_000,
    });
    expect(JSON.stringify(page)).not.toContain(onlyHere);
    expect(await there.authority.auditTrail(there.tenantId, onlyHere)).toEqual([]);
  });
});
