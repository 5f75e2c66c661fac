import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from '@playwright/test';
import { chromiumLaunchOptions } from '#tools/chromium.ts';

export type KillableBrowser = {
  readonly context: BrowserContext;
  readonly profile: string;
  /** Ends every process of this browser at once, as a power cut or a crash would. */
  kill(): Promise<void>;
};

export function newProfile(): string {
  return mkdtempSync(join(tmpdir(), 'frontdesk-profile-'));
}

/** A browser on a profile that stays on disk, so that another one can go on where this one was ended. */
export async function openBrowserOn(profile: string): Promise<KillableBrowser> {
  const context = await chromium.launchPersistentContext(profile, {
    ...chromiumLaunchOptions(),
    timezoneId: 'Pacific/Auckland',
    locale: 'en-GB',
    viewport: { width: 1_440, height: 900 },
  });
  const closed = new Promise<void>((resolve) => context.on('close', () => resolve()));
  return {
    context,
    profile,
    kill: async () => {
      for (const pid of processesOf(profile)) killIfThere(pid);
      await closed;
    },
  };
}

/** Only this browser's own processes: they name its profile on their command line, or descend from one that does. */
function processesOf(profile: string): readonly number[] {
  const rows = execFileSync('ps', ['-axo', 'pid=,ppid=,args='], { encoding: 'utf8', maxBuffer: 64_000_000 })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, pid, parent, args]) => ({ pid: Number(pid), parent: Number(parent), args: args ?? '' }));
  const found = new Set(rows.filter((row) => row.args.includes(`--user-data-dir=${profile}`)).map((row) => row.pid));
  for (const row of rows) if (found.has(row.parent)) found.add(row.pid);
  return [...found].filter((pid) => pid !== process.pid);
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended with its parent.
  }
}
