import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { parseCsv } from '#shared/importing/csv-table.ts';
import { startDryRun } from '#shared/importing/dry-run.ts';
import { guessMapping } from '#shared/importing/guess-mapping.ts';
import { type ImportReport, summarise } from '#shared/importing/import-report.ts';
import { type Mapping, mappingSchema } from '#shared/importing/mapping.ts';
import { planImport } from '#shared/importing/plan-import.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { overlaps } from '#shared/time/interval.ts';
import { parseZone } from '#shared/time/zone.ts';
import { context } from '#tests/builders/clinic.ts';
import { InMemoryWorld } from '#tests/builders/in-memory-world.ts';

const repository = join(import.meta.dirname, '../..');
const dataFolder = process.env['FRONTDESK_DATA'] ?? join(repository, '../shared/data');
const realFile = join(dataFolder, 'appointments/operating-rooms-2022q1.csv');
const example = mappingSchema.parse(
  JSON.parse(readFileSync(join(repository, 'docs/examples/operating-rooms.mapping.json'), 'utf8')),
);

function importOnce(text: string, mapping: Mapping, world: InMemoryWorld): ImportReport {
  const existing = {
    locations: world.all('locations'),
    resources: world.all('resources'),
    services: world.all('services'),
    clients: world.all('clients'),
  };
  const plan = planImport(parseCsv(text), mapping, { existing, runId: 'run' });
  const commands = [...plan.setUp, ...plan.rows];
  const run = startDryRun(world, context({ role: 'owner' }));
  const outcomes = new Map(commands.map((command) => [command.commandId, run.decide(command)]));
  for (const { commandId, intent } of commands) world.execute(intent, context({ role: 'owner', commandId }));
  return summarise(plan, outcomes);
}

test('the small file of that layout: good rows go in, each other one is listed with its reason', () => {
  const world = new InMemoryWorld();
  const text = readFileSync(join(repository, 'tests/fixtures/operating-rooms-small.csv'), 'utf8');
  const report = importOnce(text, example, world);
  expect(report).toMatchObject({ rowCount: 12, imported: 6, conflicts: 1, refused: 5, alreadyThere: 0, notSent: 0 });
  expect(
    report.rows.map(({ line, outcome, code, clashes }) => [line, outcome, code, clashes.map((clash) => clash.line)]),
  ).toEqual([
    [4, 'conflict', 'taken', [3]],
    [8, 'refused', 'minutes-out-of-range', []],
    [9, 'refused', 'value-missing', []],
    [10, 'refused', 'not-a-local-time', []],
    [13, 'refused', 'repeated-key', [6]],
    [14, 'refused', 'too-many-cells', []],
  ]);
  expect(world.all('resources').map((room) => room.name)).toEqual(['OR 1', 'OR 2', 'OR 10']);
  expect(world.all('appointments').map((one) => one.label)).toContain('=HYPERLINK("http://example.com")');
});

const isHere = existsSync(realFile);

test.skipIf(!isHere)(
  `all 2,172 real cases end on 8 rooms or are listed with the rows that they clash with${isHere ? '' : ' (skipped: no operating-rooms-2022q1.csv in FRONTDESK_DATA)'}`,
  () => {
    const world = new InMemoryWorld();
    const text = readFileSync(realFile, 'utf8');
    const report = importOnce(text, example, world);
    const appointments = world.all('appointments');
    expect(report).toMatchObject({
      rowCount: 2172,
      refused: 0,
      notSent: 0,
      alreadyThere: 0,
      created: { resources: 8, services: 10 },
    });
    expect(report.imported + report.conflicts).toBe(2172);
    expect(report.imported).toBe(appointments.length);
    expect(
      report.rows.every((row) => row.clashes.length > 0 && row.clashes.every((clash) => clash.line !== null)),
    ).toBe(true);
    expect(doubleBooked(appointments)).toEqual([]);
    expect(importOnce(text, example, world)).toMatchObject({
      imported: 0,
      alreadyThere: report.imported,
      conflicts: report.conflicts,
    });
    expect(world.all('appointments')).toEqual(appointments);
  },
);

test.skipIf(!isHere)(
  `the guess from the real headers imports as much as the mapping written by hand${isHere ? '' : ' (skipped: no file in FRONTDESK_DATA)'}`,
  () => {
    const text = readFileSync(realFile, 'utf8');
    const zone = must(parseZone('America/New_York'), 'a zone');
    const { mapping, doubts } = guessMapping(parseCsv(text), {
      zone,
      source: 'or',
      location: 'Theatres',
      service: 'Surgery',
    });
    expect(doubts).toEqual([]);
    expect(importOnce(text, mapping, new InMemoryWorld())).toMatchObject({
      rowCount: 2172,
      imported: 2146,
      conflicts: 26,
    });
  },
);

/** Independent of the claims: every two visits of one room, compared by their times. */
function doubleBooked(appointments: readonly Appointment[]): string[] {
  const byRoom = Map.groupBy(appointments, (one) => one.phases[0]?.resourceIds[0] ?? '');
  return [...byRoom.values()].flatMap((visits) => {
    const sorted = visits.toSorted((a, b) => a.start - b.start);
    return sorted.flatMap((visit, at) => {
      const next = sorted[at + 1];
      return next !== undefined && overlaps(visit, next) ? [`${visit.id} ${next.id}`] : [];
    });
  });
}
