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
import { runRegressions, type SeedsOutcome } from '#tests/simulation/run-seeds.ts';
import { shrink } from '#tests/simulation/shrink.ts';

/** A run that finds more has found enough; shrinking each of them would take longer than finding it. */
const MOST_FAILURES = 40;
const MOST_SHRUNK = 5;

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
  const again = await runRegressions();
  const tellProgress = (sofar: SeedsOutcome): void => {
    const tookMs = Math.round(performance.now() - began);
    const perSecond = (sofar.seeds / (tookMs / 1_000)).toFixed(1);
    if (sofar.seeds % 1_000 === 0)
      console.error(`› ${sofar.seeds} of ${seeds} seeds, ${sofar.failures.length} failures, ${perSecond} seeds/s`);
    writeJson({ ...sofar, failures: [...again, ...sofar.failures] }, tookMs);
  };
  const fresh = await runInWorkers(Number(values.workers), { from, seeds, mostFailures: MOST_FAILURES, tellProgress });
  const outcome = { ...fresh, failures: [...again, ...fresh.failures] };
  const tookMs = Math.round(performance.now() - began);
  writeJson(outcome, tookMs);
  for (const failure of outcome.failures.slice(0, MOST_SHRUNK)) console.log(`\n${printFailure(await shrink(failure))}`);
  for (const failure of outcome.failures.slice(MOST_SHRUNK)) console.log(`\n${printFailure(failure)}`);
  printOutcome(outcome, tookMs);
  const isShort = outcome.floors.some(({ isMet }) => !isMet);
  // A broken run is short of coverage too; fewer seeds than a hundred say nothing about floors.
  process.exitCode = outcome.failures.length > 0 || (isShort && seeds >= 100) ? 1 : 0;
}

function printOutcome({ seeds, coverage, floors, failures }: SeedsOutcome, tookMs: number): void {
  console.log(`\n| what happened in ${seeds} seeds from ${values.from} | times | floor |\n|---|---|---|`);
  for (const name of counted) {
    const floor = floors.find((one) => one.name === name);
    const words = floor === undefined ? '' : `${floor.floor}${floor.isMet ? '' : ' MISSED'}`;
    console.log(`| ${name} | ${coverage[name]} | ${words} |`);
  }
  const missed = floors.filter(({ isMet }) => !isMet).length;
  const perSecond = (seeds / (tookMs / 1_000)).toFixed(1);
  console.log(
    `\n${failures.length} failures, ${missed} floors missed, ${(tookMs / 1000).toFixed(1)} s, ${perSecond} seeds/s`,
  );
}

/** Also before the end, so that a long run can be followed. */
function writeJson(outcome: SeedsOutcome, tookMs: number): void {
  if (values.json === undefined) return;
  const failures = outcome.failures.map(({ scenario, failure, traceHash }) => ({ scenario, failure, traceHash }));
  writeFileSync(
    values.json,
    `${JSON.stringify({ ...outcome, from: Number(values.from), failures, tookMs }, null, 2)}\n`,
  );
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
