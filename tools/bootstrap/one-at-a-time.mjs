import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Stop } from './step.mjs';

/** Two npm scripts started together must not install into the same folder. The lock of a dead process is taken over. */
export async function oneAtATime(root, work) {
  const folder = join(root, '.cache');
  const lock = join(folder, 'bootstrap.lock');
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new Stop(
      `Nothing can be written to ${root} (${cause.code}). Put a copy where you may write, and run it there.`,
    );
  }
  for (let hasWaited = false; !take(lock); hasWaited = true) {
    if (!hasWaited) process.stderr.write('› Waiting for another npm script that is installing …\n');
    await sleep(300);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (!isHeld(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function isHeld(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    // An empty file is one that its owner is just writing.
    if (pid === 0) return true;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
