import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { defaultDataDir } from '#server/database/data-dir.ts';
import { Outage } from '#server/database/outage.ts';
import { type RunningServer, startServer } from '#server/start-server.ts';
import { Stop } from '#tools/bootstrap/step.mjs';
import { at } from '#tools/root.ts';
import { openBrowser } from '#tools/start/open-browser.ts';
import type { StartOptions } from '#tools/start/options.ts';
import { findRunning, forgetRunning, noteRunning } from '#tools/start/running-app.ts';

/** Fixed, because a browser keeps a desk's unsent work under the address of its page. */
const usualPort = 4480;

/** Serves the app to the browser on loopback until it is told to end. */
export async function runBrowser(options: StartOptions): Promise<void> {
  const dataFolder = resolve(options.dataFolder ?? defaultDataDir());
  const running = await findRunning(dataFolder);
  if (running !== undefined) return announceRunning(running, options);
  makeFolder(dataFolder);
  // From the first moment on: ended in the middle of its start, it must not leave a database behind.
  const asked = endIsAsked();
  const server = await start(options, dataFolder);
  noteRunning(dataFolder, server.url);
  console.log(`ready ${server.url}`);
  if (options.opensBrowser) openBrowser(server.url);
  await asked;
  forgetRunning(dataFolder);
  await server.close();
  process.exit(0);
}

function endIsAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}

async function start(options: StartOptions, dataFolder: string): Promise<RunningServer> {
  const port = options.port ?? usualPort;
  try {
    return await startServer({
      port,
      dataDir: dataFolder,
      databaseUrl: options.databaseUrl,
      seed: options.isEmpty ? 'empty' : 'demo',
      rendererDir: at('out', 'renderer'),
      openEnrolment: true,
      log: (step, ms) => console.error(`› ${step} … ${(ms / 1000).toFixed(1)} s`),
      report: (kind, what) => console.error(`! ${kind}: ${what}`),
    });
  } catch (error) {
    if (isCode(error, 'EADDRINUSE')) {
      throw new Stop(`Port ${port} is taken by another program. Choose one: npm start -- --port ${port + 1}`, {
        cause: error,
      });
    }
    if (!(error instanceof Outage)) throw error;
    const running = error.reason === 'folder-in-use' ? await findRunning(dataFolder) : undefined;
    if (running === undefined) throw new Stop(error.message, { cause: error });
    announceRunning(running, options);
    return process.exit(0);
  }
}

function announceRunning(url: string, { opensBrowser }: StartOptions): void {
  console.error('› Frontdesk is running on this data folder already; this is where:');
  console.log(`ready ${url}`);
  if (opensBrowser) openBrowser(url);
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new Stop(`The data folder ${folder} cannot be made. Choose another one: npm start -- --data DIR`, {
      cause: error,
    });
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
