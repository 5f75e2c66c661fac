import { existsSync } from 'node:fs';
import { run } from '#tools/bootstrap/npm.mjs';
import { step, Stop } from '#tools/bootstrap/step.mjs';
import { findChromium } from '#tools/chromium.ts';
import { at } from '#tools/root.ts';

const installTimeoutMs = 240_000;
let known: Promise<string> | undefined;

/** A Chromium that starts, installed when that can be done. Throws Stop with the reason when there is none. */
export function ensureChromium(): Promise<string> {
  known ??= obtain();
  return known;
}

async function obtain(): Promise<string> {
  const found = findChromium();
  if (found !== undefined) {
    if (await starts(found)) return found;
    if (process.env['CHROMIUM_PATH'] === found) throw new Stop(`CHROMIUM_PATH names ${found}, which does not start`);
  }
  await step('Installing Chromium for the browser tests', async () => {
    await playwright(['install', '--no-shell', 'chromium']);
    if (isDebianRoot() && !(await startsAny())) await installBySystem();
  });
  const installed = findChromium();
  if (installed !== undefined && (await starts(installed))) return installed;
  throw new Stop('no Chromium was found or could be installed; set CHROMIUM_PATH to one');
}

async function installBySystem(): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env });
  await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { env, timeout: installTimeoutMs });
}

function playwright(args: readonly string[]): Promise<unknown> {
  const script = at('node_modules', '@playwright', 'test', 'cli.js');
  return run(process.execPath, [script, ...args], { timeout: installTimeoutMs });
}

async function startsAny(): Promise<boolean> {
  const path = findChromium();
  return path !== undefined && starts(path);
}

/** One that was downloaded onto a machine without its libraries is there, and does not start. */
async function starts(path: string): Promise<boolean> {
  return existsSync(path) && (await run(path, ['--version'])).code === 0;
}

function isDebianRoot(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}
