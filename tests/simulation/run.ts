import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { counted } from '#tests/simulation/coverage.ts';
import { mutations } from '#tests/simulation/mutation.ts';
import { noFaults } from '#tests/simulation/options.ts';
import { printFailure } from '#tests/simulation/print-failure.ts';
import { keepRegression } from '#tests/simulation/keep-regression.ts';
import { runOnPostgres } from '#tests/simulation/postgres/run-on-postgres.ts';
import { runSeed, type Scenario } from '#tests/simulation/run-seed.ts';
import { runInBrowsers } from '#tests/simulation/run-in-browsers.ts';
import { runInWorkers } from '#tests/simulation/run-in-workers.ts';
import { runRegressions } from '#tests/simulation/run-seeds.ts';
import { shrink } from '#tests/simulation/shrink.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2000' },
    from: { type: 'string', default: '1' },
    json: { type: 'string' },
    replay: { type: 'string' },
    keep: { type: 'string' },
    tier: { type: 'string', default: 'A' },
    kills: { type: 'string', default: '1' },
    workers: { type: 'string', default: '1' },
    help: { type: 'boolean' },
  },
});

if (values.help === true) {
  console.log('npm run sim [-- --seeds N] [--from SEED] [--workers N] [--json FILE]');
  console.log('npm run sim -- --tier B --seeds 300 [--from SEED] [--json FILE]');
  console.log('npm run sim -- --tier C --seeds 10 [--kills 1]');
  console.log('npm run sim -- --replay \'{"seed":1}\' [--keep NAME]');
} else if (values.tier === 'B') {
  await runTierB();
} else if (values.tier === 'C') {
  const { from, seeds, kills } = values;
  process.exitCode = runInBrowsers({ from, seeds, kills });
} else if (values.replay === undefined) {
  await runMany();
} else {
  const result = await runSeed(scenarioSchema().parse(JSON.parse(values.replay)) as Scenario); // Just parsed.
  console.log(
    result.failure === null ? `seed ${result.scenario.seed} holds, trace ${result.traceHash}` : printFailure(result),
  );
  process.exitCode = result.failure === null ? 0 : 1;
  if (values.keep !== undefined) keepRegression(values.keep, result);
}

async function runTierB(): Promise<void> {
  const began = performance.now();
  const outcome = await runOnPostgres(Number(values.from), Number(values.seeds));
  for (const { seed, message } of outcome.failures) console.log(`seed ${seed} on PostgreSQL broke ${message}`);
  const { seeds, pushes, commands, kills, failures } = outcome;
  console.log(
    '| tier B | seeds | pushes | commands | times every connection was ended | failures |\n|---|---|---|---|---|---|',
  );
  console.log(`| PostgreSQL | ${seeds} | ${pushes} | ${commands} | ${kills} | ${failures.length} |`);
  const tookMs = Math.round(performance.now() - began);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ ...outcome, tookMs }, null, 2)}\n`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

async function runMany(): Promise<void> {
  const [seeds, from] = [Number(values.seeds), Number(values.from)];
  const began = performance.now();
  const onSeed = (done: number): void => {
    if (done % 1_000 === 0) console.error(`› ${done} seeds … ${Math.round((performance.now() - began) / 1000)} s`);
  };
  const again = await runRegressions();
  const fresh = await runInWorkers(Number(values.workers), { from, seeds, mostFailures: 5, onSeed });
  const outcome = { ...fresh, failures: [...again, ...fresh.failures] };
  const tookMs = Math.round(performance.now() - began);
  for (const failure of outcome.failures) console.log(`\n${printFailure(await shrink(failure))}`);
  const unmet = outcome.floors.filter(({ isMet }) => !isMet);
  console.log(`\n| what happened in ${seeds} seeds from ${from} | times | floor |\n|---|---|---|`);
  for (const name of counted) {
    const floor = outcome.floors.find((one) => one.name === name);
    console.log(
      `| ${name} | ${outcome.coverage[name]} | ${floor === undefined ? '' : `${floor.floor}${floor.isMet ? '' : ' MISSED'}`} |`,
    );
  }
  console.log(`\n${outcome.failures.length} failures, ${unmet.length} floors missed, ${(tookMs / 1000).toFixed(1)} s`);
  if (values.json !== undefined) {
    const failures = outcome.failures.map(({ scenario, failure, traceHash }) => ({ scenario, failure, traceHash }));
    writeFileSync(values.json, `${JSON.stringify({ ...outcome, from, failures, tookMs }, null, 2)}\n`);
  }
  // A broken run is short of coverage too; fewer seeds than a hundred say nothing about floors.
  process.exitCode = outcome.failures.length > 0 || (unmet.length > 0 && seeds >= 100) ? 1 : 0;
}

function scenarioSchema() {
  const rates = Object.keys(noFaults);
  return z.strictObject({
    seed: z.int(),
    without: z.array(z.int()).optional(),
    calm: z.array(z.enum(rates)).optional(),
    mutation: z.enum(mutations).nullable().optional(),
  });
}
