import { spawnSync } from 'node:child_process';
import { at } from '#tools/root.ts';

export type BrowserRun = { readonly from: string; readonly seeds: string; readonly kills: string };

/** Tier C: real browsers with the real replica, each killed so many times. @returns the exit code of the journeys */
export function runInBrowsers({ from, seeds, kills }: BrowserRun): number {
  const cli = at('node_modules', '@playwright', 'test', 'cli.js');
  const run = spawnSync(process.execPath, [cli, 'test', 'tests/e2e/seeded-desk.spec.ts'], {
    cwd: at(),
    stdio: 'inherit',
    env: { ...process.env, SIM_FROM: from, SIM_SEEDS: seeds, SIM_KILLS: kills },
  });
  return run.status ?? 1;
}
