import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { step, Stop } from '#tools/bootstrap/step.mjs';
import { at } from '#tools/root.ts';

type Target = {
  readonly name: string;
  readonly sources: readonly string[];
  /** Builds into the folder given. */
  readonly command: (folder: string) => readonly string[];
  /** What is moved out of that folder into `out`. */
  readonly results: readonly string[];
};

const common = ['shared/**/*', 'package-lock.json', 'tsconfig*.json', 'tools/vite/**/*', 'tools/vite-plugins/**/*'];

const targets = {
  renderer: {
    name: 'the screens',
    sources: [...common, 'renderer/**/*'],
    command: (folder) => [
      'vite/bin/vite.js',
      'build',
      '--configLoader',
      'native',
      '-c',
      at('tools/vite/renderer.config.ts'),
      '--outDir',
      `${folder}/renderer`,
    ],
    results: ['renderer'],
  },
  desktop: {
    name: 'the desktop app',
    sources: [...common, 'electron/**/*', 'server/**/*', 'electron.vite.config.ts'],
    command: (folder) => ['electron-vite/bin/electron-vite.js', 'build', '--mode', 'desktop', '--outDir', folder],
    results: ['main', 'preload'],
  },
} as const satisfies Record<string, Target>;

/** Builds what has changed since the last build; by content, so that a fresh checkout of the same files is the same. */
export async function buildIfStale(which: keyof typeof targets): Promise<void> {
  const target: Target = targets[which];
  const stampFile = at('out', `${which}.stamp`);
  const stamp = fingerprint(target.sources);
  const isFresh =
    existsSync(stampFile) &&
    readFileSync(stampFile, 'utf8') === stamp &&
    target.results.every((result) => existsSync(at('out', result)));
  if (isFresh) return;
  await step(`Building ${target.name}`, async () => {
    await build(target);
    writeFileSync(stampFile, stamp);
  });
}

/** Builds aside and swaps, so that an app that is running, or a build that is cut off, never sees half of one. */
async function build(target: Target): Promise<void> {
  const folder = at('out', `.build-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  try {
    await runNode(target.command(folder));
    for (const result of target.results) {
      rmSync(at('out', result), { recursive: true, force: true });
      renameSync(`${folder}/${result}`, at('out', result));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runNode([script, ...args]: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [at('node_modules', script ?? ''), ...args], {
      cwd: at(),
      env: { ...process.env, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Stop(`The build failed.\n${output.trim()}`))));
  });
}

function fingerprint(patterns: readonly string[]): string {
  const files = globSync([...patterns], { cwd: at(), withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(file.slice(at().length)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}
