import type { Client } from 'pg';
import { z } from 'zod';
import { BackupFailure } from '#server/backup/backup-failure.ts';
import { NOTE } from '#server/backup/dump-tables.ts';

const noteSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('backup'), migrations: z.array(z.string()) }),
  z.object({ kind: z.literal('table'), name: z.string(), columns: z.array(z.string()) }),
  z.object({
    kind: z.literal('end'),
    sequences: z.record(z.string(), z.string()),
    counts: z.record(z.string(), z.int()),
  }),
]);
type Note = z.infer<typeof noteSchema>;
type Table = Extract<Note, { kind: 'table' }>;

const batch = 500;

/** Which migrations the backup's database had, and how long all of its lines are together. */
export type Survey = { readonly migrations: readonly string[]; readonly lineBytes: number };

/** Reads the backup to its end. @throws BackupFailure */
export async function surveyOf(lines: AsyncIterable<string>): Promise<Survey> {
  let migrations: readonly string[] | null = null;
  let lineBytes = 0;
  for await (const line of lines) {
    lineBytes += Buffer.byteLength(line);
    if (!line.startsWith(NOTE)) continue;
    const read = parseNote(line);
    if (read.kind === 'backup') migrations = read.migrations;
  }
  if (migrations === null) throw new BackupFailure('damaged');
  return { migrations, lineBytes };
}

/**
 * Fills the tables of a database that has exactly the backup's migrations and nobody at it: all of it or nothing.
 * Triggers and foreign keys rest meanwhile; the rows were consistent where they come from. @throws BackupFailure
 */
export async function loadTables(client: Client, lines: AsyncIterable<string>): Promise<void> {
  await client.query('begin');
  await client.query('set local session_replication_role = replica');
  await client.query("set local timezone to 'UTC'");
  let table: Table | null = null;
  let rows: string[] = [];
  let end: Extract<Note, { kind: 'end' }> | null = null;
  const counts: Record<string, number> = {};
  const flush = async (): Promise<void> => {
    if (table !== null && rows.length > 0) await insert(client, table, rows);
    rows = [];
  };
  for await (const line of lines) {
    if (!line.startsWith(NOTE)) {
      if (table === null) throw new BackupFailure('damaged');
      counts[table.name] = (counts[table.name] ?? 0) + 1;
      rows.push(line);
      if (rows.length >= batch) await flush();
      continue;
    }
    await flush();
    const read = parseNote(line);
    if (read.kind === 'end') end = read;
    if (read.kind !== 'table') continue;
    table = read;
    counts[table.name] = 0;
    await client.query(`delete from ${client.escapeIdentifier(table.name)}`);
  }
  if (end === null || JSON.stringify(end.counts) !== JSON.stringify(counts)) throw new BackupFailure('truncated');
  for (const [name, last] of Object.entries(end.sequences))
    await client.query('select setval($1::regclass, $2)', [`public.${client.escapeIdentifier(name)}`, last]);
  await client.query('commit');
}

async function insert(client: Client, { name, columns }: Table, rows: readonly string[]): Promise<void> {
  const into = client.escapeIdentifier(name);
  const listed = columns.map((column) => client.escapeIdentifier(column)).join(', ');
  await client.query(
    `insert into ${into} (${listed}) overriding system value
       select ${listed} from json_populate_recordset(null::${into}, $1::json)`,
    [`[${rows.join(',')}]`],
  );
}

function parseNote(line: string): Note {
  const parsed = line.startsWith(NOTE) ? noteSchema.safeParse(JSON.parse(line.slice(NOTE.length))) : null;
  if (parsed?.success !== true) throw new BackupFailure('damaged');
  return parsed.data;
}
