import type { Client } from 'pg';
import type { ChainHead } from '#server/authority/audit/chain-hash.ts';
import { type ChainReport, checkChain } from '#server/authority/audit/check-chain.ts';
import { readChain } from '#server/authority/audit/read-chain.ts';

export type AuditReport = ChainReport & {
  readonly tenantId: string;
  /** Commands that are in no row of the audit: nobody wrote them through the server. */
  readonly strays: readonly { readonly id: string; readonly name: string }[];
};

/** As many as are worth naming. */
const mostStrays = 10;

/** Holds a tenant's whole audit against what it is about, as of one moment, while others go on writing. */
export async function checkAudit(
  client: Client,
  tenantId: string,
  anchor: ChainHead | null = null,
): Promise<AuditReport> {
  return ofOneMoment(client, tenantId, async () => {
    const report = await checkChain(readChain(client, tenantId), anchor);
    const { rows } = await client.query<{ id: string; name: string }>(
      `select id, name from command where tenant_id = $1
         and not exists (select from audit where audit.tenant_id = command.tenant_id and command_id = command.id)
       order by position limit ${mostStrays}`,
      [tenantId],
    );
    return { tenantId, ...report, strays: rows };
  });
}

/** The tenant is named for the policies, in case they bind this account. */
export async function ofOneMoment<Result>(
  client: Client,
  tenantId: string,
  work: () => Promise<Result>,
): Promise<Result> {
  await client.query('begin isolation level repeatable read read only');
  try {
    await client.query("select set_config('app.tenant_id', $1, true)", [tenantId]);
    return await work();
  } finally {
    await client.query('rollback').catch(() => undefined);
  }
}
