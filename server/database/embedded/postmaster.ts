import { execFileSync } from 'node:child_process';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A PostgreSQL that says it runs on a cluster, as its `postmaster.pid` tells. */
export type Postmaster = { readonly pid: number; readonly port: number; readonly isReady: boolean };

/**
 * Who holds the cluster; null when nobody does. After a power cut, and in every restarted container, the number in a
 * left-behind file may by now be some other program's.
 */
export async function findPostmaster(cluster: string): Promise<Postmaster | null> {
  const note = await readNote(cluster);
  return note === null || !isAlive(note.pid) || !(await runsOn(note.pid, cluster)) ? null : note;
}

/**
 * Takes away a note whose number is now some other program's: PostgreSQL would believe it. One of a process that is
 * gone it takes away itself, and more safely.
 */
export async function clearStrangersNote(cluster: string): Promise<void> {
  const stale = await readNote(cluster);
  if (stale === null || !isAlive(stale.pid) || (await runsOn(stale.pid, cluster))) return;
  const aside = `${noteFile(cluster)}.${process.pid}`;
  await rename(noteFile(cluster), aside).catch(() => undefined);
  const moved = await readFile(aside, 'utf8').catch(() => null);
  // Another start was quicker and its PostgreSQL has written a new one: that goes back.
  if (moved !== null && Number(moved.split('\n')[0]) !== stale.pid) await rename(aside, noteFile(cluster));
  else await rm(aside, { force: true });
}

async function readNote(cluster: string): Promise<Postmaster | null> {
  const lines = (await readFile(noteFile(cluster), 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: Number(lines[3] ?? 0), isReady: lines[7]?.trim() === 'ready' };
}

function noteFile(cluster: string): string {
  return join(cluster, 'postmaster.pid');
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Whether the process is a PostgreSQL that was started for this cluster: its command line names it. */
async function runsOn(pid: number, cluster: string): Promise<boolean> {
  try {
    switch (process.platform) {
      case 'linux':
        return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes(cluster);
      case 'win32':
        return execFileSync('tasklist', ['/fi', `PID eq ${pid}`, '/fo', 'csv', '/nh'], { encoding: 'utf8' }).includes(
          'postgres',
        );
      default:
        return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(cluster);
    }
  } catch {
    return false;
  }
}
