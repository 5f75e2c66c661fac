import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import { connect } from '#server/database/connect.ts';
import { clusterFolder } from '#server/database/embedded/cluster.ts';
import { visitEmbedded } from '#server/database/embedded/visit-embedded.ts';
import { Stop } from '#tools/bootstrap/step.mjs';
import type { AuditOptions } from '#tools/audit/options.ts';

/** Lends a connection to the database that has the audit; nothing is written there. */
export async function visitAudit<Result>(
  { dataDir, databaseUrl }: AuditOptions,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  if (databaseUrl !== null) {
    const client = await connect({ connectionString: databaseUrl });
    try {
      return await looked(client, work);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  const found = await stat(join(clusterFolder(dataDir), 'PG_VERSION')).catch(() => null);
  if (found === null) throw new Stop('There is no Frontdesk database in this data folder.');
  return visitEmbedded(dataDir, (client) => looked(client, work));
}

async function looked<Result>(client: Client, work: (client: Client) => Promise<Result>): Promise<Result> {
  const { rows } = await client.query<{ is_there: boolean }>(
    "select to_regclass('public.audit') is not null as is_there",
  );
  if (rows[0]?.is_there !== true) throw new Stop('This database has no audit yet: start Frontdesk once.');
  return work(client);
}

/** The clinic that was named; else every one that this account sees, or at least the one that the server is for. */
export async function tenantsOf(client: Client, { tenantId }: AuditOptions): Promise<readonly string[]> {
  if (tenantId !== null) return [tenantId];
  const { rows } = await client.query<{ id: string }>(
    'select id from tenant union select tenant_id from server_state where tenant_id is not null order by 1',
  );
  return rows.map(({ id }) => id);
}
