import { randomBytes } from 'node:crypto';
import { chown, link, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from '#server/database/embedded/binaries.ts';
import type { OsAccount } from '#server/database/embedded/os-account.ts';
import { runToEnd } from '#server/database/embedded/run-to-end.ts';

/** PostgreSQL's major version is in the folder's name: a newer one must not open an older one's files. */
const clusterName = 'postgresql-18';
const passwordFile = 'database-password';

export const superuser = 'frontdesk_admin';

export function clusterFolder(dataDir: string): string {
  return join(dataDir, clusterName);
}

export function passwordPath(dataDir: string): string {
  return join(dataDir, passwordFile);
}

/** The password of the cluster's own accounts: random, and readable by the server's user alone. */
export async function clusterPassword(dataDir: string): Promise<string> {
  const path = passwordPath(dataDir);
  if (!(await exists(path))) await offer(path, randomBytes(24).toString('base64url'));
  return readFile(path, 'utf8');
}

/** A link is there with its whole text or not at all: of two servers that start at once both read the first one's. */
async function offer(path: string, secret: string): Promise<void> {
  const draft = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  await writeFile(draft, secret, { mode: 0o600 });
  try {
    await link(draft, path);
  } catch {
    // Somebody was quicker; or this file system has no links, and one of two that start at once may have to start again.
    if (!(await exists(path))) await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

type NewCluster = {
  readonly dataDir: string;
  readonly password: string;
  readonly binaries: Binaries;
  readonly account: OsAccount | null;
};

/** Makes the cluster unless it is there. It is built beside its place and moved, so that a crash leaves none by halves. */
export async function ensureCluster({ dataDir, password, binaries, account }: NewCluster): Promise<void> {
  await finishSwap(dataDir);
  if (await exists(join(clusterFolder(dataDir), 'PG_VERSION'))) return;
  const unique = `${process.pid}-${randomBytes(4).toString('hex')}`;
  const partial = join(dataDir, `${clusterName}.${unique}`);
  const secret = join(dataDir, `initial-password.${unique}`);
  await mkdir(partial, { mode: 0o700 });
  await writeFile(secret, password, { mode: 0o600 });
  try {
    if (account !== null) await Promise.all([partial, secret].map((path) => chown(path, account.uid, account.gid)));
    await runToEnd(binaries.initdb, initialArguments(partial, secret), account);
    // Another server was quicker when this fails: its cluster is as good.
    await rename(partial, clusterFolder(dataDir)).catch(() => rm(partial, { recursive: true, force: true }));
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  } finally {
    await rm(secret, { force: true });
  }
}

/**
 * Puts another cluster, which nobody runs, in the place of the data folder's own. @returns where that one lies now; null
 * where there was none. A crash in between is made up for by the next start.
 */
export async function swapCluster(dataDir: string, restored: string, now: Date): Promise<string | null> {
  const current = clusterFolder(dataDir);
  await rm(nextCluster(dataDir), { recursive: true, force: true });
  await rename(restored, nextCluster(dataDir));
  const aside = `${current}.before-${now.toISOString().slice(0, 19).replaceAll(':', '')}Z`;
  const hadOne = await exists(current);
  if (hadOne) await rename(current, aside);
  await finishSwap(dataDir);
  return hadOne ? aside : null;
}

/** Where a restored cluster lies, whole, for the moment in which it takes its place. */
function nextCluster(dataDir: string): string {
  return join(dataDir, `${clusterName}.next`);
}

async function finishSwap(dataDir: string): Promise<void> {
  if (await exists(clusterFolder(dataDir))) return;
  if (await exists(nextCluster(dataDir))) await rename(nextCluster(dataDir), clusterFolder(dataDir));
}

function initialArguments(folder: string, secret: string): readonly string[] {
  return [
    `--pgdata=${folder}`,
    `--username=${superuser}`,
    `--pwfile=${secret}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--lc-messages=C',
    '--no-instructions',
  ];
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}
