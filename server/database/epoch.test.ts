import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createAuthority } from '#server/authority/authority.ts';
import { ensureEpoch } from '#server/database/epoch.ts';
import { openTestClinic } from '#tests/server/test-clinic.ts';

test('[PL3] a database that was restored elsewhere gets a new epoch, and everything is sent anew', async () => {
  const here = await openTestClinic();
  try {
    const everything = { collection: 'resources', checkpoint: null, limit: 100 } as const;
    const before = await here.authority.pull(here.tenantId, everything);
    // As a dump looks in another PostgreSQL, whose transactions are numbered lower than the rows say.
    const admin = await here.database.connectAs('admin');
    await admin.query("update server_state set birthplace = 'elsewhere'");
    await admin.query('alter table resource disable trigger stamp_xid');
    await admin.query("update resource set xid = '900000000000'");
    await admin.query('alter table resource enable trigger stamp_xid');
    await admin.end();
    const owner = await here.database.connectAs('server');
    const epoch = await ensureEpoch(owner);
    expect(await ensureEpoch(owner)).toBe(epoch);
    await owner.end();
    expect(epoch).not.toBe(here.database.epoch);
    const restored = createAuthority({ ...here.database, epoch });
    const again = await pullSettled(() =>
      restored.pull(here.tenantId, { ...everything, checkpoint: before.checkpoint }),
    );
    expect(again.documents).toHaveLength(before.documents.length);
    expect(again.checkpoint).toMatchObject({ epoch });
  } finally {
    await here.close();
  }
});

/** Transactions of other test files may withhold rows for a moment. */
async function pullSettled<Page extends { isBehind: boolean }>(pull: () => Promise<Page>): Promise<Page> {
  for (;;) {
    const page = await pull();
    if (!page.isBehind) return page;
  }
}

test('row level security is forced again after a new epoch', async () => {
  const here = await openTestClinic();
  try {
    const owner = await here.database.connectAs('server');
    await owner.query('update server_state set birthplace = $1', [randomUUID()]);
    await ensureEpoch(owner);
    expect((await owner.query('select 1 from resource')).rows).toEqual([]);
    await owner.end();
  } finally {
    await here.close();
  }
});
