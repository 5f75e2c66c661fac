import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { deskBenchmark } from '#tests/bench/desk.bench.ts';
import { intervalIndexBenchmark } from '#tests/bench/interval-index.bench.ts';
import { measurementTable } from '#tests/bench/measurement-table.ts';
import type { Measurement } from '#tests/bench/measurement.ts';
import { paintBenchmark } from '#tests/bench/paint.bench.ts';
import { recurrenceBenchmark } from '#tests/bench/recurrence.bench.ts';
import { startBenchmark } from '#tests/bench/start.bench.ts';
import { ensureChromium } from '#tools/test/ensure-chromium.ts';

const benchmarks = [startBenchmark, paintBenchmark, deskBenchmark, intervalIndexBenchmark, recurrenceBenchmark];
const groups = benchmarks.map(({ group }) => group);

const { values } = parseArgs({
  options: { json: { type: 'string' }, only: { type: 'string', multiple: true }, help: { type: 'boolean' } },
});
if (values.help === true) {
  console.log(`npm run bench [-- --only GROUP] [--json FILE]\nGroups: ${groups.join(', ')}`);
  process.exit(0);
}
await ensureChromium();
const measurements: Measurement[] = [];
for (const benchmark of benchmarks) {
  if (values.only !== undefined && !values.only.includes(benchmark.group)) continue;
  const began = performance.now();
  await benchmark.run((measurement) => measurements.push(measurement));
  console.error(`› ${benchmark.group} measured … ${((performance.now() - began) / 1000).toFixed(0)} s`);
}
console.log(
  `\n${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}\n`,
);
console.log(measurementTable(measurements));
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ measurements }, null, 2)}\n`);
process.exit(0);
