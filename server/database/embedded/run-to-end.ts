import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import type { OsAccount } from '#server/database/embedded/os-account.ts';
import { Outage } from '#server/database/outage.ts';

/** Variables of the surroundings that would change how PostgreSQL behaves are not passed on. */
export function quietEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_'));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}

/** Runs a program of PostgreSQL and waits for it; its complaints become the error. */
export function runToEnd(program: string, args: readonly string[], account: OsAccount | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...account,
      // The folder that the server was started in may be closed to the account.
      cwd: tmpdir(),
      env: quietEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
      windowsHide: true,
    });
    let complaints = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaints = `${complaints}${chunk.toString('utf8')}`.slice(-2_000);
    });
    child.on('error', (error) => reject(failed(program, error.message)));
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(failed(program, complaints.trim() || `code ${String(code)}`)),
    );
  });
}

function failed(program: string, reason: string): Outage {
  return new Outage('engine-did-not-start', `${program.split(/[/\\]/).at(-1) ?? program}: ${reason}`);
}
