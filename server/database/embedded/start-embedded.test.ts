import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, stat, writeFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { clusterFolder } from '#server/database/embedded/cluster.ts';
import { findPostmaster } from '#server/database/embedded/postmaster.ts';
import { type Database, openDatabase } from '#server/database/open-database.ts';

let dataDir = '';
const opened: Database[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'server-embedded-'));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.close()));
  const left = await findPostmaster(clusterFolder(dataDir));
  if (left !== null) process.kill(left.pid, 'SIGQUIT');
  await rm(dataDir, { recursive: true, force: true, maxRetries: 10 });
});

async function open(): Promise<Database> {
  const database = await openDatabase({ dataDir });
  opened.push(database);
  return database;
}

async function closeAll(): Promise<void> {
  await Promise.all(opened.splice(0).map((database) => database.close()));
}

async function setting(database: Database, name: string): Promise<string | undefined> {
  const { rows } = await sql<{ value: string }>`select current_setting(${name}) as value`.execute(database.db);
  return rows[0]?.value;
}

/** Another PostgreSQL than this one runs and answers. */
async function untilRevived(database: Database, deadPid: number): Promise<void> {
  for (;;) {
    const running = await findPostmaster(clusterFolder(dataDir));
    const isUsable = await sql`select 1`.execute(database.db).then(
      () => true,
      () => false,
    );
    if (isUsable && running !== null && running.pid !== deadPid) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const postmaster = async () => must(await findPostmaster(clusterFolder(dataDir)), 'PostgreSQL runs');

test('[F18] a first start makes a durable PostgreSQL, on loopback alone, with a password', async () => {
  const database = await open();
  expect([database.engine, database.version.split('.')[0]]).toEqual(['embedded', '18']);
  expect(
    await Promise.all(
      ['fsync', 'full_page_writes', 'synchronous_commit', 'listen_addresses'].map((name) => setting(database, name)),
    ),
  ).toEqual(['on', 'on', 'on', '127.0.0.1']);
  const password = await readFile(join(dataDir, 'database-password'), 'utf8');
  expect(password.length).toBeGreaterThan(20);
  expect((await stat(join(dataDir, 'database-password'))).mode & 0o077).toBe(0);
  const { port } = await postmaster();
  const stranger = new Client({ host: '127.0.0.1', port, user: 'frontdesk', password: 'guess', database: 'frontdesk' });
  await expect(stranger.connect()).rejects.toMatchObject({ code: '28P01' });
});

test('a second start takes less than half of the first, and finds what that one wrote', async () => {
  const begunFirst = performance.now();
  const first = await open();
  const firstMs = performance.now() - begunFirst;
  await closeAll();
  expect(await findPostmaster(clusterFolder(dataDir))).toBeNull();
  const begun = performance.now();
  const second = await open();
  expect((performance.now() - begun) / firstMs).toBeLessThan(0.5);
  expect(second.epoch).toBe(first.epoch);
});

test('a second server on the same folder is turned away, and the first goes on', async () => {
  const first = await open();
  await expect(openDatabase({ dataDir })).rejects.toMatchObject({ reason: 'folder-in-use' });
  expect(await setting(first, 'fsync')).toBe('on');
});

test('of two first starts at the same moment one gets the folder', async () => {
  const starts = await Promise.allSettled([open(), open()]);
  expect(starts.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(starts.find((start) => start.status === 'rejected')?.reason).toMatchObject({ reason: 'folder-in-use' });
  expect(await setting(must(opened[0], 'one is open'), 'fsync')).toBe('on');
});

test('a PostgreSQL that a killed server left behind is taken over, and ended at the end', async () => {
  const script = `
    import { openDatabase } from '#server/database/open-database.ts';
    await openDatabase({ dataDir: ${JSON.stringify(dataDir)} });
    console.log('open');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  const orphan = await postmaster();
  const database = await open();
  expect((await postmaster()).pid).toBe(orphan.pid);
  expect(await setting(database, 'fsync')).toBe('on');
  await closeAll();
  expect(await findPostmaster(clusterFolder(dataDir))).toBeNull();
});

test("a number left behind that is now another program's does not keep it from starting", async () => {
  await open();
  await closeAll();
  const note = [process.pid, clusterFolder(dataDir), 1, 1, '', '127.0.0.1', '', 'ready   '].join('\n');
  await writeFile(join(clusterFolder(dataDir), 'postmaster.pid'), `${note}\n`);
  expect(await setting(await open(), 'fsync')).toBe('on');
});

test('a PostgreSQL that dies while the server runs is started again, and what was committed is there', async () => {
  const database = await open();
  const before = await postmaster();
  await sql`create table kept as select 42 as answer`.execute(database.db);
  process.kill(before.pid, 'SIGKILL');
  await untilRevived(database, before.pid);
  const { rows } = await sql<{ answer: number }>`select answer from kept`.execute(database.db);
  expect(rows).toEqual([{ answer: 42 }]);
  expect((await postmaster()).port).toBe(before.port);
  await closeAll();
  expect(await findPostmaster(clusterFolder(dataDir))).toBeNull();
}, 60_000);

test('a database of a newer Frontdesk is left alone', async () => {
  const database = await open();
  await sql`insert into migration (name) values ('9999-from-the-future')`.execute(database.db);
  await closeAll();
  await expect(openDatabase({ dataDir })).rejects.toMatchObject({ reason: 'database-too-new' });
  expect(await findPostmaster(clusterFolder(dataDir))).toBeNull();
});

test.skipIf(process.getuid?.() !== 0)(
  "[as root only] a folder that PostgreSQL's user may not enter is named in the error",
  async () => {
    const closed = join('/root', `frontdesk-${process.pid}`);
    await expect(openDatabase({ dataDir: closed })).rejects.toMatchObject({
      reason: 'folder-unreachable',
      message: expect.stringContaining('/root'),
    });
    await rm(closed, { recursive: true, force: true });
  },
);
