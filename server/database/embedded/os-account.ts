import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Binaries, binariesIn } from '#server/database/embedded/binaries.ts';
import { Outage } from '#server/database/outage.ts';

/** The account that PostgreSQL runs as; null where it runs as whoever started the server. */
export type OsAccount = { readonly uid: number; readonly gid: number };

const accountName = 'postgres';

/** PostgreSQL refuses to run as root: then it gets an account of its own, or the one that already owns the cluster. */
export async function accountFor(cluster: string): Promise<OsAccount | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(cluster).catch(() => null);
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return findAccount(accountName) ?? createAccount() ?? findAccount('nobody') ?? noAccount();
}

function findAccount(name: string): OsAccount | null {
  try {
    const number = (flag: string): number =>
      Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: number('-u'), gid: number('-g') };
  } catch {
    return null;
  }
}

function createAccount(): OsAccount | null {
  const attempts = [
    ['useradd', '--system', '--user-group', '--no-create-home', accountName],
    ['adduser', '-S', '-D', '-H', accountName],
  ];
  for (const [program = '', ...args] of attempts) {
    try {
      execFileSync(program, args, { stdio: 'ignore' });
      return findAccount(accountName);
    } catch {
      // The next program may exist.
    }
  }
  return null;
}

function noAccount(): never {
  throw new Outage('engine-did-not-start', 'PostgreSQL cannot run as root, and no account could be made for it.');
}

/** Throws unless the account may enter the data folder; opens the folder itself, never those above it. */
export async function ensureReachable(folder: string, account: OsAccount): Promise<void> {
  if (!(await mayEnter(folder, account))) await chmod(folder, 0o711);
  const closed = await firstClosed(folder, account);
  if (closed === null) return;
  throw new Outage(
    'folder-unreachable',
    `As root, PostgreSQL runs as another user, who may not enter ${closed}. Choose another data folder (--data), for instance /var/lib/frontdesk.`,
  );
}

/** The programs, copied to where the account can run them when they lie in a closed folder such as /root. */
export async function reachableBinaries(binaries: Binaries, account: OsAccount, dataDir: string): Promise<Binaries> {
  if ((await firstClosed(dirname(binaries.postgres), account)) === null) return binaries;
  const copy = join(dataDir, `engine-${(await stat(binaries.postgres)).mtimeMs.toFixed(0)}`);
  if ((await stat(copy).catch(() => null)) === null) {
    const partial = `${copy}.${process.pid}`;
    await mkdir(partial, { recursive: true });
    await cp(binaries.folder, partial, { recursive: true, verbatimSymlinks: true });
    await rename(partial, copy).catch(() => rm(partial, { recursive: true, force: true }));
  }
  return binariesIn(copy);
}

async function firstClosed(folder: string, account: OsAccount): Promise<string | null> {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (!(await mayEnter(at, account))) return at;
    if (dirname(at) === at) return null;
  }
}

async function mayEnter(folder: string, { uid, gid }: OsAccount): Promise<boolean> {
  const { mode, uid: owner, gid: group } = await stat(folder);
  if (owner === uid) return (mode & 0o100) !== 0;
  return (mode & (group === gid ? 0o010 : 0o001)) !== 0;
}
