import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A PostgreSQL that says it runs on a cluster, as its `postmaster.pid` tells. */
export type Postmaster = { readonly pid: number; readonly port: number; readonly isReady: boolean };

/** Who holds the cluster; null when nobody does, or only a process that is long gone. */
export async function findPostmaster(cluster: string): Promise<Postmaster | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return null;
  return { pid, port: Number(lines[3] ?? 0), isReady: lines[7]?.trim() === 'ready' };
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
