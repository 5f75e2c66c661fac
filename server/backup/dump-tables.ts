import type { Client } from 'pg';

const batch = 1_000;

/** Stands before a line that says something about the rows that follow; every other line is a row. */
export const NOTE = '#';

/**
 * Every table of the database as lines, of one moment, while others go on writing. Rows are JSON as PostgreSQL writes it
 * and are never parsed here, so that nothing is rounded; it is the same for every major version. The account must be
 * one for whom row level security steps aside.
 */
export async function* dumpTables(client: Client): AsyncGenerator<string> {
  await client.query('begin isolation level repeatable read read only');
  try {
    await client.query("set local timezone to 'UTC'");
    const { rows: migrations } = await client.query<{ name: string }>('select name from migration order by name');
    yield note({ kind: 'backup', migrations: migrations.map(({ name }) => name) });
    const counts: Record<string, number> = {};
    for (const table of await tablesOf(client)) {
      yield note({ kind: 'table', ...table });
      counts[table.name] = 0;
      for await (const row of rowsOf(client, table)) {
        counts[table.name] = (counts[table.name] ?? 0) + 1;
        yield row;
      }
    }
    yield note({ kind: 'end', sequences: await sequencesOf(client), counts });
  } finally {
    await client.query('rollback').catch(() => undefined);
  }
}

type Table = { readonly name: string; readonly columns: readonly string[] };

/** All but the note of which migrations there are; generated columns make themselves. */
async function tablesOf(client: Client): Promise<readonly Table[]> {
  const { rows } = await client.query<Table>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where n.nspname = 'public' and c.relkind = 'r' and c.relname <> 'migration'
      group by c.relname
      order by c.relname`,
  );
  return rows;
}

async function* rowsOf(client: Client, { name, columns }: Table): AsyncGenerator<string> {
  const listed = columns.map((column) => client.escapeIdentifier(column)).join(', ');
  await client.query(
    `declare dump no scroll cursor for
       select row_to_json(r)::text as row from (select ${listed} from ${client.escapeIdentifier(name)}) r`,
  );
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`fetch ${batch} from dump`);
    for (const { row } of rows) yield row;
    if (rows.length < batch) break;
  }
  await client.query('close dump');
}

/** Counters do not belong to the moment of the rows: read after them, they are never behind. */
async function sequencesOf(client: Client): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string; last: string }>(
    "select sequencename as name, last_value::text as last from pg_sequences where schemaname = 'public' and last_value is not null",
  );
  return Object.fromEntries(rows.map(({ name, last }) => [name, last]));
}

function note(value: unknown): string {
  return `${NOTE}${JSON.stringify(value)}`;
}
