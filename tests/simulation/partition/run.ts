import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { partitionBugs } from '#tests/simulation/partition/partition-bugs.ts';
import { type PartitionOutcome, runPartition } from '#tests/simulation/partition/run-partition.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2000' },
    from: { type: 'string', default: '1' },
    mutants: { type: 'boolean' },
    json: { type: 'string' },
  },
});
const [seeds, from] = [Number(values.seeds), Number(values.from)];
const result = values.mutants === true ? await hunt() : await prove();
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`);

async function prove(): Promise<PartitionOutcome> {
  const began = performance.now();
  const outcome = await runPartition({ from, seeds, bug: null });
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  console.log(`| what happened in ${outcome.seeds} seeds from ${from} | times |\n|---|---|`);
  for (const [name, count] of Object.entries(outcome.counts)) console.log(`| ${name} | ${count} |`);
  for (const { seed, violations } of outcome.failures) console.log(`seed ${seed}: ${violations.join('; ')}`);
  console.log(`\n${outcome.failures.length} seeds with a conflict inside a lease, ${seconds} s`);
  process.exitCode = outcome.failures.length > 0 ? 1 : 0;
  return outcome;
}

async function hunt(): Promise<readonly unknown[]> {
  const found = [];
  console.log('| planted bug | found at seed | as |\n|---|---|---|');
  for (const bug of partitionBugs) {
    const { failures } = await runPartition({ from, seeds, bug, mostFailures: 1 });
    const [first] = failures;
    if (first === undefined) process.exitCode = 1;
    console.log(`| ${bug} | ${first?.seed ?? 'NOT FOUND'} | ${first?.violations[0] ?? ''} |`);
    found.push({ bug, seed: first?.seed ?? null, violations: first?.violations ?? [] });
  }
  return found;
}
