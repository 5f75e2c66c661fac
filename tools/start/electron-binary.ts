import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { step } from '#tools/bootstrap/step.mjs';
import { at } from '#tools/root.ts';

const downloadTimeoutMs = 180_000;
const retryAfterMs = 24 * 3_600_000;

/** Where Electron's program is. Read from its own note: importing `electron` in plain Node would start a download. */
export function electronBinary(): string | undefined {
  const note = at('node_modules', 'electron', 'path.txt');
  if (!existsSync(note)) return undefined;
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const name = readFileSync(note, 'utf8').trim();
  const path = override === undefined ? at('node_modules', 'electron', 'dist', name) : `${override}/${name}`;
  return existsSync(path) ? path : undefined;
}

/** A window needs a screen; on Linux the session says whether there is one. */
export function hasDisplay(env: NodeJS.ProcessEnv = process.env): boolean {
  if (process.platform !== 'linux') return true;
  return [env['DISPLAY'], env['WAYLAND_DISPLAY']].some((value) => value !== undefined && value !== '');
}

/** Downloads Electron when it is not there. Where that failed it is not tried again for a day: starting must stay fast. */
export async function obtainElectron(): Promise<string | undefined> {
  const ready = electronBinary();
  if (ready !== undefined) return ready;
  const failure = at('.cache', 'electron-unavailable');
  if (existsSync(failure) && Date.now() - statSync(failure).mtimeMs < retryAfterMs) return undefined;
  await step('Downloading Electron for the desktop window', download);
  const path = electronBinary();
  if (path === undefined) {
    mkdirSync(at('.cache'), { recursive: true });
    writeFileSync(failure, '');
  } else {
    rmSync(failure, { force: true });
  }
  return path;
}

function download(): Promise<void> {
  return new Promise((resolve) => {
    const script = at('node_modules', 'electron', 'install.js');
    const child = spawn(process.execPath, [script], { stdio: 'ignore', timeout: downloadTimeoutMs });
    child.on('error', () => resolve());
    child.on('close', () => resolve());
  });
}
