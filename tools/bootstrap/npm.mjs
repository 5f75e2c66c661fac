import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';

/** Runs the npm that runs us, or else the one on the PATH, and answers with its exit code and what it printed. */
export function npm(root, node, args, cwd) {
  const script = process.env.npm_execpath;
  const isNpm = script !== undefined && basename(script).startsWith('npm');
  const [file, first] = isNpm ? [node, [script]] : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
  return run(file, [...first, ...args, '--prefix', cwd, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    env: environment(root, node),
    shell: !isNpm && process.platform === 'win32',
  });
}

/**
 * @param {string} file
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(file, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** The outer npm describes its own folder and script in the environment; the inner one must not believe it. */
function environment(root, node) {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_(package|lifecycle|command|config_(local_prefix|prefix|global_prefix))/i.test(name),
  );
  const env = Object.fromEntries(kept);
  env.PATH = [dirname(node), process.env.PATH].join(delimiter);
  if (!canWriteHome()) env.npm_config_cache = join(root, '.cache', 'npm');
  return env;
}

function canWriteHome() {
  if (process.env.npm_config_cache !== undefined && canWrite(process.env.npm_config_cache)) return true;
  return canWrite(join(homedir(), '.npm')) || (canWrite(homedir()) && !exists(join(homedir(), '.npm')));
}

function canWrite(path) {
  return allows(path, constants.W_OK);
}

function exists(path) {
  return allows(path, constants.F_OK);
}

function allows(path, mode) {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}
