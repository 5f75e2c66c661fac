import { rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { benchFolder } from '#tests/bench/bench-clinic.ts';
import { casesOf } from '#tests/bench/load/cases.ts';
import { type Contender, startBaseline, startFrontdesk } from '#tests/bench/load/contender.ts';
import { startLoadDatabase } from '#tests/bench/load/load-database.ts';
import { measure, startGenerator, warmUp } from '#tests/bench/load/measure.ts';
import { type Row, tableHead, tableRow } from '#tests/bench/load/row.ts';

const usage = `npm run bench:load [-- options]
  --attempts N        attempts at one slot and at a hundred (10000)
  --seconds S         how long bookings on a spread calendar last (60)
  --servers 1,2       how many server processes, one after another (1,2)
  --connections N     keep-alive connections of the load generator (100)
  --only GROUP        one-slot, hundred-slots, offered, flat-out; may be repeated
  --no-baselines      without what the figures are held against
  --quick             a share of it, in about two minutes: 2000 attempts, 5 seconds
  --json FILE         all that is printed, written anew with each row`;

const { values } = parseArgs({
  options: {
    attempts: { type: 'string' },
    seconds: { type: 'string' },
    servers: { type: 'string', default: '1,2' },
    connections: { type: 'string', default: '100' },
    only: { type: 'string', multiple: true },
    'no-baselines': { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}

const share = values.quick ? { attempts: 2_000, seconds: 5 } : { attempts: 10_000, seconds: 60 };
const sizes = { attempts: Number(values.attempts ?? share.attempts), seconds: Number(values.seconds ?? share.seconds) };
const cases = casesOf(sizes).filter(({ group }) => values.only === undefined || values.only.includes(group));
const machine = {
  processors: `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}`,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  /** Of the minute before: what else went on here. */
  loadBefore: loadavg()[0] ?? 0,
  startedAt: new Date().toISOString(),
};
const rows: Row[] = [];
const { processors, memoryGiB, node, loadBefore } = machine;
console.log(`${processors}, ${memoryGiB} GiB, Node ${node}, load average ${loadBefore.toFixed(1)} before\n`);
console.log(tableHead());
const folder = benchFolder();
const database = await startLoadDatabase(folder);
const generator = startGenerator();
const bench = { postgresPid: database.pid, generator, connections: Number(values.connections) };
try {
  for (const servers of values.servers.split(',').map(Number)) {
    await against(await startFrontdesk(database, { servers, folder }));
    if (values['no-baselines']) continue;
    for (const guard of ['check', 'lock'] as const) await against(await startBaseline(database, { servers, guard }));
  }
} finally {
  generator.kill();
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(rows.some(isBad) ? 1 : 0);

/** Each row is printed, and written down, as soon as it is there: a run that is stopped has shown what it had. */
async function against(contender: Contender): Promise<void> {
  try {
    await warmUp(bench, contender);
    for (const one of cases) {
      if (one.via === 'hold' && !contender.hasHolds) continue;
      const row = await measure(bench, contender, one);
      rows.push(row);
      console.log(tableRow(row));
      if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ machine, rows }, null, 2)}\n`);
    }
  } finally {
    await contender.close();
  }
}

function isBad({ contender, doubles, overlapsInDatabase, errors }: Row): boolean {
  return contender === 'Frontdesk' && doubles + overlapsInDatabase + errors > 0;
}
