import type { Client } from 'pg';

/** By which the audit says that this database is another one's past (AU7). */
export const RESTORED = 'server.restored';

type Note = { readonly name: 'backup.make' | typeof RESTORED; readonly [detail: string]: string };

/** Writes a note into every clinic's audit (AU7). The account has to see every clinic; older tables have no audit. */
export async function noteInAudits(client: Client, note: Note): Promise<void> {
  const found = await client.query<{ is_there: boolean }>("select to_regclass('public.audit') is not null as is_there");
  if (found.rows[0]?.is_there !== true) return;
  const { rows } = await client.query<{ id: string }>('select id from tenant order by id');
  for (const { id } of rows) {
    // The policies bind the tables' owner too.
    await client.query("select set_config('app.tenant_id', $1, false)", [id]);
    await client.query('select audit_append($1, null, $2)', [id, JSON.stringify(note)]);
  }
  await client.query('reset app.tenant_id');
}
