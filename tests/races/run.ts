import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gateRowSchema, gateTable } from '#tests/races/gate-row.ts';
import { at } from '#tools/root.ts';

const usage = `npm run gates [-- options] [names of files]
  --share             as much of each gate as npm test runs
  --json FILE         what is printed`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    share: { type: 'boolean', default: false },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const folder = mkdtempSync(join(tmpdir(), 'gates-'));
const report = join(folder, 'gates.jsonl');
const code = await runAll();
const lines = existsSync(report) ? readFileSync(report, 'utf8').trim().split('\n') : [];
rmSync(folder, { recursive: true });
const rows = lines.map((line) => gateRowSchema.parse(JSON.parse(line)));
const machine = { processors: cpus().length, node: process.version, loadAverage: loadavg()[0] ?? 0 };
console.log(`\n${gateTable(rows)}\n`);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ machine, rows }, null, 2)}\n`);
process.exit(code);

/** One file after another, because each takes all the processors there are. */
function runAll(): Promise<number> {
  const vitest = at('node_modules', 'vitest', 'vitest.mjs');
  const names = positionals.length === 0 ? ['tests/races'] : positionals;
  const args = [vitest, 'run', '--project', 'server', '--no-file-parallelism', ...names];
  const env = { ...process.env, GATES_REPORT: report, ...(!values.share && { GATES: 'full' }) };
  const child = spawn(process.execPath, args, { cwd: at(), stdio: 'inherit', env });
  return new Promise((resolve) => child.on('exit', (ended) => resolve(ended ?? 1)));
}
