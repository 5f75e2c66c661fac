// Every npm script goes through here: it brings Node and the packages up to date, then runs the tool itself.
// Plain JavaScript without packages, because it must run on any Node from 20 on and before anything is installed.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { oneAtATime } from './bootstrap/one-at-a-time.mjs';
import { currentNode, ensureNode } from './bootstrap/node-runtime.mjs';
import { arePackagesFresh, ensurePackages } from './bootstrap/packages.mjs';
import { Stop } from './bootstrap/step.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const tools = [
  'start',
  'test',
  'dev',
  'bench',
  'bench-load',
  'gates',
  'backup',
  'restore',
  'audit',
  'import',
  'export',
  'cases',
  'sim',
  'sim-mutants',
  'sim-partition',
];

async function prepare() {
  const ready = currentNode(root);
  if (ready !== undefined && arePackagesFresh(root)) return ready;
  return oneAtATime(root, async () => {
    const node = await ensureNode(root);
    await ensurePackages(root, node);
    return node;
  });
}

function run(node, tool, args) {
  // npm's own PATH names node_modules/.bin first; the right Node comes before it for everything below.
  const env = { ...process.env, PATH: [dirname(node), process.env.PATH].join(delimiter) };
  const child = spawn(node, [join(root, 'tools', `${tool}.ts`), ...args], { cwd: root, env, stdio: 'inherit' });
  // A terminal sends Ctrl-C to the whole group; the child then ends first and this process with its code.
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  const watch = endWithParent(child);
  child.on('error', (error) => {
    console.error(`Node could not be started: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    clearInterval(watch);
    process.exit(code ?? 128 + (constants.signals[signal] ?? 1));
  });
}

/**
 * npm passes a signal to its shell, which ends by it and passes nothing on. An app and a database left behind would
 * hold the data folder.
 */
function endWithParent(child) {
  if (process.platform === 'win32' || process.env.npm_lifecycle_event === undefined) return undefined;
  const parent = process.ppid;
  return setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 150).unref();
}

const [tool, ...args] = process.argv.slice(2);
if (!tools.includes(tool)) {
  console.error(`Usage: npm run <${tools.join('|')}>`);
  process.exit(2);
}
try {
  run(await prepare(), tool, args);
} catch (error) {
  console.error(error instanceof Stop ? `\n${error.message}` : error);
  process.exit(1);
}
