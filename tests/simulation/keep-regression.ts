import { readFileSync, writeFileSync } from 'node:fs';
import type { RunResult } from '#tests/simulation/run-seed.ts';
import { at } from '#tools/root.ts';

/** Puts a run among those that run first for ever, with everything that the seed drew for it. */
export function keepRegression(name: string, { scenario, options, actions }: RunResult): void {
  const file = at('tests', 'simulation', 'regressions.json');
  const { tenants, desks, resources, slots, pageLimit, leases, holds, redisAheadMs, hasSeries, rates } = options;
  const kept: unknown[] = JSON.parse(readFileSync(file, 'utf8'));
  kept.push({
    name,
    seed: scenario.seed,
    options: { tenants, desks, resources, slots, pageLimit, leases, holds, redisAheadMs, hasSeries, rates },
    actions: actions.map(({ index, kind, atMs }) => `${index}:${kind}@${atMs}`).join(' '),
  });
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`);
}
