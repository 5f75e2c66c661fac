import { rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { benchFolder } from '#tests/bench/bench-clinic.ts';
import { type Case, casesOf } from '#tests/bench/load/cases.ts';
import { type Contender, startBaseline, startFrontdesk } from '#tests/bench/load/contender.ts';
import { startLoadDatabase } from '#tests/bench/load/load-database.ts';
import { hasHolds, measure, startGenerator, warmUp } from '#tests/bench/load/measure.ts';
import { loadTable, type Row } from '#tests/bench/load/row.ts';

const usage = `npm run bench:load [-- options]
  --attempts N        attempts at one slot and at a hundred (10000)
  --seconds S         how long bookings on a spread calendar last (60)
  --servers 1,2       how many server processes, one after another (1,2)
  --connections N     keep-alive connections of the load generator (100)
  --only GROUP        one-slot, hundred-slots, offered, flat-out; may be repeated
  --no-baselines      without what the figures are held against
  --json FILE         all that is printed`;

const { values } = parseArgs({
  options: {
    attempts: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '60' },
    servers: { type: 'string', default: '1,2' },
    connections: { type: 'string', default: '100' },
    only: { type: 'string', multiple: true },
    'no-baselines': { type: 'boolean', default: false },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}

const cases = casesOf({ attempts: Number(values.attempts), seconds: Number(values.seconds) }).filter(
  ({ group }) => values.only === undefined || values.only.includes(group),
);
const machine = {
  processors: `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}`,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  /** Of the minute before: what else went on here. */
  loadBefore: loadavg()[0] ?? 0,
};
const rows: Row[] = [];
const folder = benchFolder();
const database = await startLoadDatabase(folder);
const generator = startGenerator();
const bench = { postgresPid: database.pid, generator, connections: Number(values.connections) };
try {
  for (const servers of values.servers.split(',').map(Number)) {
    await against(await startFrontdesk(database, { servers, folder }), cases);
    if (values['no-baselines']) continue;
    const common = cases.filter(({ hasBaselines }) => hasBaselines);
    for (const guard of ['check', 'lock'] as const)
      await against(await startBaseline(database, { servers, guard }), common);
  }
} finally {
  generator.kill();
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
}
const { processors, memoryGiB, node, loadBefore } = machine;
console.log(`\n${processors}, ${memoryGiB} GiB, Node ${node}, load ${loadBefore.toFixed(2)} before\n`);
console.log(loadTable(rows));
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ machine, rows }, null, 2)}\n`);
process.exit(rows.some(({ contender, doubles, errors }) => contender === 'Frontdesk' && doubles + errors > 0) ? 1 : 0);

async function against(contender: Contender, those: readonly Case[]): Promise<void> {
  try {
    await warmUp(bench, contender);
    const knowsHolds = those.some(({ via }) => via === 'hold') && (await hasHolds(bench, contender));
    for (const one of those) {
      if (one.via === 'hold' && !knowsHolds) {
        console.error(`› ${one.name}: left out, because this server places no holds`);
        continue;
      }
      rows.push(await measure(bench, contender, one));
      console.error(
        `› ${one.name}, ${contender.name}, ${contender.pids.length} … ${rows.at(-1)?.seconds.toFixed(1)} s`,
      );
    }
  } finally {
    await contender.close();
  }
}
