import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { startEmbedded } from '#server/database/embedded/start-embedded.ts';
import { at } from '#tools/root.ts';
import { benchFolder } from '#tests/bench/bench-clinic.ts';
import { type Benchmark, median } from '#tests/bench/measurement.ts';

const WARM_RUNS = 3;

/** `npm start` until it can be used, on a folder that is not there yet and on one that is; beside bare PostgreSQL. */
export const startBenchmark: Benchmark = {
  group: 'start',
  run: async (report) => {
    const product = benchFolder();
    const bare = benchFolder();
    const cold = await startProduct(product);
    const bareCold = await startPostgres(bare);
    const warm: number[] = [];
    const bareWarm: number[] = [];
    for (let run = 0; run < WARM_RUNS; run += 1) {
      warm.push(await startProduct(product));
      bareWarm.push(await startPostgres(bare));
    }
    const beside = (value: number) => ({ name: 'PostgreSQL alone', value });
    report({
      group: 'start',
      name: 'cold, with the demo clinic',
      value: cold,
      unit: 'ms',
      runs: 1,
      baseline: beside(bareCold),
    });
    report({
      group: 'start',
      name: 'warm',
      value: median(warm),
      unit: 'ms',
      runs: WARM_RUNS,
      baseline: beside(median(bareWarm)),
    });
    for (const folder of [product, bare]) rmSync(folder, { recursive: true, force: true });
  },
};

async function startProduct(folder: string): Promise<number> {
  const began = performance.now();
  const args = [at('tools', 'bootstrap.mjs'), 'start', '--browser', '--no-open', '--port', '0', '--data', folder];
  const child = spawn(process.execPath, args, { cwd: at(), stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) if (line.startsWith('ready ')) break;
  const took = performance.now() - began;
  child.kill('SIGTERM');
  await ended;
  return took;
}

async function startPostgres(folder: string): Promise<number> {
  const began = performance.now();
  const engine = await startEmbedded(folder);
  const took = performance.now() - began;
  await engine.stop();
  return took;
}
