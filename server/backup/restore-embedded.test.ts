import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { passphrase } from '#server/backup/backup-key.ts';
import { NOTE } from '#server/backup/dump-tables.ts';
import { restoreEmbedded } from '#server/backup/restore-embedded.ts';
import { roomFor } from '#server/backup/room-for.ts';
import { writeBackup } from '#server/backup/write-backup.ts';
import { clusterFolder } from '#server/database/embedded/cluster.ts';
import { findPostmaster, isAlive } from '#server/database/embedded/postmaster.ts';
import { inStaging, removeAbandonedStagings } from '#server/database/embedded/staging.ts';
import { startEmbedded } from '#server/database/embedded/start-embedded.ts';

const secret = passphrase('correct horse battery');
const now = new Date('2026-11-21T08:00:00Z');

let dataDir = '';
let path = '';
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'restore-'));
  // As root, PostgreSQL runs as another user, who has to get through.
  await chmod(dataDir, 0o711);
  path = join(dataDir, 'a.backup');
});
afterEach(() => rm(dataDir, { recursive: true, force: true, maxRetries: 10 }));

async function* linesOf(...notes: readonly object[]): AsyncGenerator<string> {
  for (const note of notes) yield `${NOTE}${JSON.stringify(note)}`;
}

/** The number of a process that has ended. */
function endedProcess(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

test('a restore that would not fit on the disk is refused before it writes anything', async () => {
  await writeBackup(linesOf({ kind: 'backup', migrations: [] }), { path, secret, now, costLog2: 10 });
  const asked: string[] = [];
  const free = async (folder: string): Promise<number> => {
    asked.push(folder);
    return roomFor(0) - 1;
  };
  await expect(restoreEmbedded({ dataDir, path, secret, now, free })).rejects.toMatchObject({ reason: 'no-room' });
  expect(asked).toHaveLength(1);
  expect(await readdir(dataDir)).toEqual(['a.backup']);
});

test('a restore that fails takes away what it has built', async () => {
  await writeBackup(linesOf({ kind: 'backup', migrations: ['9999-of-tomorrow'] }), { path, secret, now, costLog2: 10 });
  const restoring = restoreEmbedded({ dataDir, path, secret, now, free: async () => null });
  await expect(restoring).rejects.toMatchObject({ reason: 'newer-version' });
  expect((await readdir(dataDir)).filter((name) => name.startsWith('restoring-'))).toEqual([]);
});

test('the room for a restore grows with the backup', () => {
  expect(roomFor(1e9) - roomFor(1e8)).toBeGreaterThan(2e9);
});

test('what a crashed restore has left is taken away with its PostgreSQL, at the next start too', async () => {
  const left = join(dataDir, `restoring-${endedProcess()}-0a1b2c3d`);
  await startEmbedded(left);
  const { pid } = must(await findPostmaster(clusterFolder(left)), 'PostgreSQL runs');
  const engine = await startEmbedded(dataDir);
  try {
    expect((await readdir(dataDir)).filter((name) => name.startsWith('restoring-'))).toEqual([]);
    expect(isAlive(pid)).toBe(false);
  } finally {
    await engine.stop();
  }
});

test('a restore that is under way is left alone, here and in another process; a number that is ours again is not', async () => {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)']);
  await once(other, 'spawn');
  const theirs = `restoring-${must(other.pid, 'it runs')}-00000001`;
  const crashed = `restoring-${process.pid}-00000002`;
  for (const name of [theirs, crashed, 'restoring-by-hand']) await mkdir(join(dataDir, name));
  await inStaging(dataDir, async (folder) => {
    await removeAbandonedStagings(dataDir);
    const names = new Set(await readdir(dataDir));
    expect(names).toEqual(new Set([theirs, 'restoring-by-hand', basename(folder)]));
  });
  other.kill();
  await once(other, 'exit');
  await removeAbandonedStagings(dataDir);
  expect(await readdir(dataDir)).toEqual(['restoring-by-hand']);
});
