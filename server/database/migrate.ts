import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Client } from 'pg';
import { withoutDetail } from '#server/database/database-error.ts';
import { Outage } from '#server/database/outage.ts';

type Migration = { readonly name: string; readonly file: string };

/** Any number that no other program's advisory lock uses: 'fdmg'. */
const migrationLock = 0x66_64_6d_67;

/**
 * Brings the database to the newest migration, one transaction each. Two servers may start at once: the second waits.
 * @param only these, where a backup's tables are to be what they were.
 * @returns the name of the newest migration.
 */
export async function migrate(client: Client, only?: readonly string[]): Promise<string> {
  const known = await knownMigrations();
  const migrations = only === undefined ? known : known.filter(({ name }) => only.includes(name));
  await client.query('select pg_advisory_lock($1)', [migrationLock]);
  try {
    await client.query(
      'create table if not exists migration (name text primary key, applied_at timestamptz not null default now())',
    );
    const applied = (await client.query<{ name: string }>('select name from migration order by name')).rows.map(
      ({ name }) => name,
    );
    refuseNewer(applied, known);
    for (const migration of migrations.filter(({ name }) => !applied.includes(name))) await apply(client, migration);
    return migrations.at(-1)?.name ?? '';
  } catch (error) {
    throw explained(withoutDetail(error));
  } finally {
    await client.query('select pg_advisory_unlock($1)', [migrationLock]).catch(() => undefined);
  }
}

async function apply(client: Client, { name, file }: Migration): Promise<void> {
  const statements = await readFile(file, 'utf8');
  await client.query('begin');
  try {
    await client.query(statements);
    await client.query('insert into migration (name) values ($1)', [name]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

// An older server on a newer database would write what the newer one cannot read (F15).
function refuseNewer(applied: readonly string[], known: readonly Migration[]): void {
  const unknown = applied.find((name) => !known.some((migration) => migration.name === name));
  if (unknown === undefined) return;
  throw new Outage('database-too-new', `A newer Frontdesk has used this database (${unknown}): start that one.`);
}

function explained(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code !== '42501') return error;
  return new Outage('no-rights', 'The database user may not create tables, roles or the extension btree_gist.', error);
}

export async function knownMigrations(): Promise<readonly Migration[]> {
  const folder = migrationsFolder();
  const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted();
  return files.map((name) => ({ name: name.slice(0, -4), file: join(folder, name) }));
}

/** Beside this file in the sources; beside the bundle, or its chunks, after a build. */
function migrationsFolder(): string {
  const candidates = ['./migrations/', '../migrations/'].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  const found = candidates.find((path) => existsSync(path));
  if (found === undefined) throw new Outage('database-failed', 'The migrations are missing from this installation.');
  return found;
}
