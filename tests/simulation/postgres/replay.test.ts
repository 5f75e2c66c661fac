import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from 'pg';
import { replayOnPostgres } from '#tests/simulation/postgres/replay-on-postgres.ts';
import { openTestDatabase, type TestDatabase } from '#tests/server/test-database.ts';

let database: TestDatabase;
let admin: Client;
beforeAll(async () => {
  database = await openTestDatabase();
  admin = await database.connectAs('admin');
});
afterAll(async () => {
  await admin.end();
  await database.close();
});

/** A share of tier B; `npm run sim -- --tier B` has the rest. */
test(
  '[I1] [I3] [I4] [I7] [I10] what the desks of eight seeds sent is true on PostgreSQL too',
  { timeout: 180_000 },
  async () => {
    let pushes = 0;
    for (let seed = 1; seed <= 8; seed += 1) pushes += (await replayOnPostgres(seed, { database, admin })).pushes;
    expect(pushes).toBeGreaterThan(50);
  },
);
