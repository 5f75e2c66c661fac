import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { at } from '#tools/root.ts';

export type RunningApp = {
  readonly url: string;
  readonly dataFolder: string;
  /** Ends it as a person would; the database too. */
  stop(): Promise<void>;
  /** Ends the server at once, in the middle of whatever it does. Its PostgreSQL is left behind, as after a crash. */
  kill(): Promise<void>;
};

export type AppOptions = {
  readonly dataFolder: string;
  /** The port of an earlier run, so that open pages find it again; else any free one. */
  readonly port?: number;
  readonly isEmpty?: boolean;
};

/** The real app, in the browser, as `npm start` runs it. */
export async function startApp({ dataFolder, port = 0, isEmpty = false }: AppOptions): Promise<RunningApp> {
  const options = ['--browser', '--no-open', '--port', String(port), '--data', dataFolder];
  const child = spawn(process.execPath, [at('tools', 'start.ts'), ...options, ...(isEmpty ? ['--empty'] : [])], {
    cwd: at(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await readyUrl(child);
  return {
    url,
    dataFolder,
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  };
}

export const templateVariable = 'FRONTDESK_E2E_TEMPLATE';

/** Set to nothing is not set: `cp` of an empty name and `/.` would copy the whole computer. */
export function templateFolder(): string | undefined {
  return process.env[templateVariable] || undefined;
}

/** A data folder of its own, with the demo clinic in it. */
export function newDataFolder(): string {
  const folder = emptyDataFolder();
  const template = templateFolder();
  // `cp` keeps who owns what: PostgreSQL refuses a cluster of somebody else. Without a copy the app fills it itself.
  if (template !== undefined && process.platform !== 'win32') {
    execFileSync('cp', ['-a', `${template}/.`, folder]);
  }
  return folder;
}

/** PostgreSQL, which runs as another user when this is root, must be able to enter it. */
export function emptyDataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-e2e-'));
  chmodSync(folder, 0o755);
  return folder;
}

export function removeDataFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

export function portOf(app: RunningApp): number {
  return Number(new URL(app.url).port);
}

function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', (line) => {
        said += `${line}\n`;
        const url = /^ready (http:\/\/\S+)$/.exec(line)?.[1];
        if (url !== undefined) resolve(url);
      });
    }
    child.on('exit', (code) => reject(new Error(`The app ended with ${code} before it was ready:\n${said}`)));
  });
}

function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}
