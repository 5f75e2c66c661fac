import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseCsv } from '#shared/importing/csv-table.ts';
import { type RunningServer, startServer } from '#server/start-server.ts';
import { at } from '#tools/root.ts';
import { must } from '#shared/lib/must.ts';

const folder = mkdtempSync(join(tmpdir(), 'frontdesk-import-'));
const dataDir = mkdtempSync(join(tmpdir(), 'frontdesk-data-'));
const small = at('tests/fixtures/operating-rooms-small.csv');
const mapping = at('docs/examples/operating-rooms.mapping.json');
const start = (): Promise<RunningServer> =>
  startServer({ port: 0, dataDir, seed: 'empty', rendererDir: null, openEnrolment: true, log: () => undefined });
let server: RunningServer | null = null;

beforeAll(async () => {
  server = await start();
}, 60_000);

afterAll(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
});

type Run = { readonly code: number | null; readonly out: string; readonly errors: string };

async function runImport(...args: readonly string[]): Promise<Run> {
  const env = { ...process.env, INIT_CWD: folder, DATABASE_URL: '' };
  const child = spawn(process.execPath, [at('tools/import.ts'), ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const [code, out, errors] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, out, errors };
}

/** The counts of the line that scripts read: `rows 12 = 6 imported + …`. */
function counts(out: string): number[] {
  const line = /^rows .*$/m.exec(out)?.[0] ?? '';
  return [...line.matchAll(/\d+/g)].map(Number);
}

test('a dry run, the import and the import again give counts that add up, and end with 0', async () => {
  const dry = await runImport(small, '--map', mapping, '--data', dataDir, '--dry-run');
  expect([dry.code, counts(dry.out)]).toEqual([0, [12, 6, 0, 5, 1]]);
  const first = await runImport(small, '--map', mapping, '--data', dataDir);
  expect([first.code, counts(first.out)]).toEqual([0, [12, 6, 0, 5, 1]]);
  const again = await runImport(
    small,
    '--map',
    mapping,
    '--server',
    must(server, 'it runs').url,
    '--report',
    'again.json',
  );
  expect([again.code, counts(again.out)]).toEqual([0, [12, 0, 6, 5, 1]]);
  expect(JSON.parse(readFileSync(join(folder, 'again.json'), 'utf8'))).toMatchObject({
    rowCount: 12,
    alreadyThere: 6,
    inTheWayOf: { 3: [4], 6: [13] },
    created: { locations: 0, resources: 0, services: 0, clients: 0 },
  });
}, 60_000);

test('the report lists the rows that did not go in, with the lines that they clash with', () => {
  const report = parseCsv(readFileSync(join(folder, 'operating-rooms-small.report.csv'), 'utf8'));
  expect(report.rows.map(({ cells }) => [cells[0], cells[1], cells[6]])).toEqual([
    ['4', 'conflict', '3'],
    ['8', 'refused', ''],
    ['9', 'refused', ''],
    ['10', 'refused', ''],
    ['13', 'refused', '6'],
    ['14', 'refused', ''],
  ]);
});

test('what cannot be read ends with another code than 0 and one sentence, without a stack', async () => {
  const broken = join(folder, 'broken.json');
  writeFileSync(broken, '{"version": 1, "source": ""}');
  const empty = join(folder, 'empty.csv');
  writeFileSync(empty, '');
  for (const args of [['nowhere.csv'], [empty], [small, '--map', broken], [small, '--bogus'], []]) {
    const { code, errors } = await runImport(...args, '--data', dataDir);
    expect(code).toBe(1);
    expect(errors).not.toMatch(/^\s+at /m);
  }
}, 60_000);

test('a person who may not import, and a wrong PIN, are told so and change nothing', async () => {
  const stranger = await runImport(small, '--map', mapping, '--data', dataDir, '--person', 'Nobody');
  expect(stranger.errors).toContain('Nobody may not import; these may: Owner.');
  const wrong = await runImport(small, '--map', mapping, '--data', dataDir, '--pin', '8765');
  expect(wrong.errors).toContain('not Owner');
  expect([stranger.code, wrong.code]).toEqual([1, 1]);
}, 60_000);

test('where no server runs on the data folder, the import starts one and ends it', async () => {
  await server?.close();
  server = null;
  const alone = await runImport(small, '--map', mapping, '--data', dataDir);
  expect([alone.code, counts(alone.out)]).toEqual([0, [12, 0, 6, 5, 1]]);
  server = await start();
}, 90_000);
