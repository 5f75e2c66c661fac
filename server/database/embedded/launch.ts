import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clearStrangersNote, findPostmaster, type Postmaster } from '#server/database/embedded/postmaster.ts';
import { quietEnvironment } from '#server/database/embedded/run-to-end.ts';
import type { Engine } from '#server/database/embedded/engine.ts';

export type Launched =
  | { readonly kind: 'ready'; readonly postmaster: Postmaster }
  | { readonly kind: 'ended'; readonly complaint: string };

/**
 * Durable, small, and silent about rows: `terse` leaves the failing row's values out of PostgreSQL's own log (F12).
 * A short deadlock timeout, because whoever loses only decides again.
 */
const settings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '64MB',
  fsync: 'on',
  synchronous_commit: 'on',
  // A calendar that has just been filled is known to the planner within seconds, or it reads a resource's whole past.
  autovacuum_naptime: '10s',
  full_page_writes: 'on',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '256MB',
  deadlock_timeout: '200ms',
  jit: 'off',
  timezone: 'UTC',
  lc_messages: 'C',
  log_checkpoints: 'off',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
};

/** Starts PostgreSQL and waits until it takes connections, or until it gives up. */
export async function launch({ cluster, binaries, account }: Engine, port: number): Promise<Launched> {
  await clearStrangersNote(cluster);
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const logPath = join(cluster, '..', 'postgresql.log');
  const log = await open(logPath, 'w');
  try {
    const child = spawn(binaries.postgres, ['-D', cluster, '-p', String(port), ...options], {
      ...account,
      cwd: tmpdir(),
      env: quietEnvironment(),
      stdio: ['ignore', log.fd, log.fd],
      // A group of its own: Ctrl-C in a terminal must reach the server, which then ends PostgreSQL in order.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    child.unref();
    const postmaster = await becomesReady(child, cluster);
    if (postmaster !== null) return { kind: 'ready', postmaster };
    return { kind: 'ended', complaint: (await readFile(logPath, 'utf8').catch(() => '')).slice(-500) };
  } finally {
    await log.close();
  }
}

async function becomesReady(child: ChildProcess, cluster: string): Promise<Postmaster | null> {
  let hasEnded = false;
  child.on('error', () => (hasEnded = true));
  child.on('exit', () => (hasEnded = true));
  while (!hasEnded) {
    const postmaster = await findPostmaster(cluster);
    if (postmaster?.pid === child.pid && postmaster?.isReady === true) return postmaster;
    await sleep(15);
  }
  return null;
}

/** A port that nobody listens on just now; whoever is quicker makes the launch fail, and the next one tries another. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
