import type { TestDatabase } from '#tests/server/test-database.ts';

/** Pairs of claims in the database that no two may make. */
export async function overlappingIn(database: Pick<TestDatabase, 'connectAs'>): Promise<number> {
  const client = await database.connectAs('admin');
  const { rows } = await client.query(`
    select 1 from claim a join claim b on a.tenant_id = b.tenant_id and a.resource_id = b.resource_id and a.lane = b.lane
    where (a.holder_id, a.guard_point) < (b.holder_id, b.guard_point) and a.start_ms < b.end_ms and b.start_ms < a.end_ms
      and not (a.part = 'buffer' and b.part = 'buffer')`);
  await client.end();
  return rows.length;
}
