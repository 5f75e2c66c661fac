import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { checkAudit } from '#server/authority/audit/check-audit.ts';
import { readHead } from '#server/authority/audit/read-chain.ts';
import { migrate } from '#server/database/migrate.ts';
import { withTenant } from '#server/database/tenant-scope.ts';
import { booking } from '#tests/builders/booking.ts';
import { at } from '#tests/builders/clinic.ts';
import { openTestClinic, type TestClinic } from '#tests/server/test-clinic.ts';

let here: TestClinic;
let admin: Client;
beforeAll(async () => {
  here = await openTestClinic();
  admin = await here.database.connectAs('admin');
  for (let hour = 0; hour < 6; hour += 1)
    await here.desk.send(
      booking({ start: plusMinutes(at('2026-12-01T08:00'), 60 * hour), notes: `"Grüße" \u2028 ${hour}` }),
    );
});
afterAll(async () => {
  await admin.end();
  await here.close();
});

test('[AU1] [AU2] every command is a row of the chain, in its order, and the chain is sound', async () => {
  const report = await checkAudit(admin, here.tenantId);
  const { rows } = await admin.query<{ id: string }>('select id from command where tenant_id = $1 order by position', [
    here.tenantId,
  ]);
  const chain = await admin.query<{ id: string }>(
    'select command_id as id from audit where tenant_id = $1 and command_id is not null order by position',
    [here.tenantId],
  );
  expect(chain.rows).toEqual(rows);
  expect(report).toMatchObject({ count: rows.length, broken: null, strays: [] });
  expect(report.head).toEqual(await readHead(admin, here.tenantId));
});

/** The same command again under another id. */
function copied(id: string) {
  return sql`
    insert into command (tenant_id, id, desk_id, actor_id, name, body_hash, input, desk_time, sequence, received_at,
      decided_at, verdict)
    select tenant_id, ${id}, desk_id, actor_id, name, body_hash, input, 1, 1, now(), now(), verdict from command
    where tenant_id = ${here.tenantId} limit 1`;
}

test('[AU1] a transaction that fails leaves no row, and a savepoint that is undone none either', async () => {
  const before = await readHead(admin, here.tenantId);
  await withTenant(here.database.db, here.tenantId, async (tx) => {
    await sql`savepoint one`.execute(tx);
    await copied(randomUUID()).execute(tx);
    await sql`rollback to savepoint one`.execute(tx);
    await copied(randomUUID()).execute(tx);
  });
  await withTenant(here.database.db, here.tenantId, async (tx) => {
    await copied(randomUUID()).execute(tx);
    throw new Error('no');
  }).catch(() => undefined);
  const report = await checkAudit(admin, here.tenantId);
  expect(report).toMatchObject({ count: must(before, 'a head').position + 1, broken: null, strays: [] });
});

test('[AU2] whatever letters there are, the verifier spells them as PostgreSQL does', async () => {
  const letters = Array.from({ length: 0x300 }, (_, at) => String.fromCodePoint(at + 1)).join('');
  const name = `${letters} \u2028 \u2029 \ufeff \uffff 😀 </script> \\ "`;
  const input = JSON.stringify({ [name]: [name, 1e21, 0.1, -0, 1e-7, 12345678901234567890n.toString(), null, true] });
  await withTenant(here.database.db, here.tenantId, (tx) =>
    sql`
      insert into command (tenant_id, id, desk_id, actor_id, name, body_hash, input, desk_time, sequence, received_at,
        decided_at, verdict)
      select tenant_id, ${randomUUID()}, desk_id, actor_id, ${name}, body_hash, ${input}::jsonb, 9007199254740993, -1,
        '2026-12-01 08:00:00.123457+09', now(), verdict from command
      where tenant_id = ${here.tenantId} limit 1`.execute(tx),
  );
  expect(await checkAudit(admin, here.tenantId)).toMatchObject({ broken: null });
});

test('[AU2] of two that commit at once the second waits for the first, and follows on it', async () => {
  const { db } = here.database;
  const before = must(await readHead(admin, here.tenantId), 'a head').position;
  let second: Promise<unknown> = Promise.resolve();
  await withTenant(db, here.tenantId, async (tx) => {
    await copied(randomUUID()).execute(tx);
    await sql`set constraints all immediate`.execute(tx);
    second = withTenant(db, here.tenantId, (other) => copied(randomUUID()).execute(other));
    await new Promise((resolve) => setTimeout(resolve, 100));
  });
  await second;
  expect(await checkAudit(admin, here.tenantId)).toMatchObject({ count: before + 2, broken: null, strays: [] });
});

test('[AU7] what was decided before there was a chain is its beginning', async () => {
  const there = await openTestClinic();
  const [owner, seer] = [await there.database.connectAs('server'), await there.database.connectAs('admin')];
  await owner.query('drop trigger audit_command on command');
  await owner.query('drop table audit; drop function audit_command, audit_append, micros');
  await owner.query("delete from migration where name = '0009-audit-chain'");
  await there.desk.send(booking({ start: at('2026-12-01T08:00') }));
  await migrate(owner);
  const { rows } = await seer.query('select id from command where tenant_id = $1', [there.tenantId]);
  const chained = { count: rows.length, broken: null, strays: [] };
  expect(await checkAudit(seer, there.tenantId)).toMatchObject(chained);
  await there.desk.send(booking({ start: at('2026-12-01T09:00') }));
  expect(await checkAudit(seer, there.tenantId)).toMatchObject({ ...chained, count: rows.length + 1 });
  await Promise.all([owner.end(), seer.end()]);
  await there.close();
});

describe('[AU3] the role of the server', () => {
  test.each([
    'update audit set position = position',
    'delete from audit',
    'truncate audit',
    "update command set name = 'x'",
  ])('may not %s', async (statement) => {
    const attempt = withTenant(here.database.db, here.tenantId, (tx) => sql.raw(statement).execute(tx));
    await expect(attempt).rejects.toMatchObject({ code: '42501' });
  });

  test('may add rows and read its own tenant’s, and that is all it may', async () => {
    const { rows } = await admin.query<{ privilege_type: string }>(
      "select privilege_type from information_schema.table_privileges where table_name = 'audit' and grantee = 'frontdesk_app' order by 1",
    );
    expect(rows.map(({ privilege_type }) => privilege_type)).toEqual(['INSERT', 'SELECT']);
    const there = await openTestClinic({ database: here.database });
    const seen = await withTenant(here.database.db, here.tenantId, (tx) =>
      sql<{ tenant_id: string }>`select distinct tenant_id from audit`.execute(tx),
    );
    expect(seen.rows).toEqual([{ tenant_id: here.tenantId }]);
    expect(await checkAudit(admin, there.tenantId)).toMatchObject({ broken: null });
  });
});

/** Does what no account of the server may, looks, and undoes it. */
async function tampered(statements: readonly string[]) {
  const earlier = await readHead(admin, here.tenantId);
  await admin.query('create table kept_audit as select * from audit');
  await admin.query('create table kept_command as select * from command');
  await admin.query("set session_replication_role = 'replica'");
  try {
    for (const statement of statements) await admin.query(statement);
    return await checkAudit(admin, here.tenantId, earlier);
  } finally {
    await admin.query('delete from audit');
    await admin.query('delete from command');
    await admin.query('insert into audit select * from kept_audit');
    await admin.query('insert into command overriding system value select * from kept_command');
    await admin.query('drop table kept_audit, kept_command');
    await admin.query("set session_replication_role = 'origin'");
  }
}

const mine = (): string => `tenant_id = '${here.tenantId}'`;
const commandOf = (position: number): string =>
  `${mine()} and id = (select command_id from audit where ${mine()} and position = ${position})`;
const swapped = (one: number, other: number): readonly string[] => [
  `update audit set position = 1000000 where ${mine()} and position = ${one}`,
  `update audit set position = ${one} where ${mine()} and position = ${other}`,
  `update audit set position = ${other} where ${mine()} and position = 1000000`,
];
/** PostgreSQL minds a number that is there twice for a moment. */
const shifted = (from: number, by: number): readonly string[] => [
  `update audit set position = position + 1000000 where ${mine()} and position >= ${from}`,
  `update audit set position = position - 1000000 + ${by} where ${mine()} and position > 1000000`,
];

describe('[AU4] [I7] of what was done to the rows, the verifier names the first', () => {
  test.each([
    ['an edited note', `update command set input = jsonb_set(input, '{notes}', '"x"') where COMMAND`],
    ['another verdict', `update command set verdict = jsonb_set(verdict, '{decidedAt}', '1') where COMMAND`],
    ['another actor', `update command set actor_id = desk_id where COMMAND`],
    ['another time', `update command set decided_at = decided_at + interval '1 microsecond' where COMMAND`],
    ['another place in the history', `update command set position = default where COMMAND`],
    ['another hash', `update audit set hash = sha256(hash) where MINE and position = 12`],
    ['another time of its row', `update audit set recorded_at = now() where MINE and position = 12`],
    ['another command', `update audit set command_id = gen_random_uuid() where MINE and position = 12`, 'removed'],
    ['a command that is gone', `delete from command where COMMAND`, 'removed'],
    ['a row that is gone', `delete from audit where MINE and position = 12`, 'removed'],
  ])('%s', async (_title, statement, what = 'edited') => {
    const done = statement.replace('COMMAND', commandOf(12)).replace('MINE', mine());
    expect((await tampered([done])).broken).toMatchObject({ position: 12, what });
  });

  test('an edited row that was hashed anew: the rest does not follow on it', async () => {
    const rehashed = `update audit set hash = sha256('forged') where ${mine()} and position = 12`;
    expect((await tampered([rehashed])).broken).toMatchObject({ position: 12, what: 'edited' });
  });

  test('a row that is gone, and all after it moved up', async () => {
    const statements = [`delete from audit where ${mine()} and position = 12`, ...shifted(13, -1)];
    expect((await tampered(statements)).broken).toMatchObject({ position: 12, what: 'removed' });
  });

  test('two that changed places, neighbours or not', async () => {
    expect((await tampered(swapped(12, 14))).broken).toMatchObject({ position: 12, what: 'reordered' });
    expect((await tampered(swapped(12, 13))).broken).toMatchObject({ position: 12, what: 'reordered' });
  });

  test('one that came in between', async () => {
    const forged = `insert into audit (tenant_id, position, recorded_at, note, previous_hash, hash)
      select tenant_id, 12, recorded_at, '{"name": "x"}', previous_hash, sha256('x') from audit where ${mine()} and position = 13`;
    expect((await tampered([...shifted(12, 1), forged])).broken).toMatchObject({ position: 12, what: 'inserted' });
  });

  test('a command that is in no row', async () => {
    const { strays } = await tampered([`delete from audit where ${mine()} and position = 12`]);
    expect(strays).toHaveLength(1);
  });

  test('an end that was cut off, where an older head knows better', async () => {
    const { position } = must(await readHead(admin, here.tenantId), 'a head');
    const cut = `delete from audit where ${mine()} and position > ${position - 2}`;
    expect((await tampered([cut])).broken).toMatchObject({ position: position - 1, what: 'cut' });
  });

  test('a chain that was written anew, where an older head knows better', async () => {
    const anew = [
      `delete from audit where ${mine()}`,
      `update command set input = 'null' where ${mine()}`,
      `select audit_append(tenant_id, command, null) from command where ${mine()} order by position`,
    ];
    expect((await tampered(anew)).broken).toMatchObject({ what: 'rewritten' });
  });
});
