import { expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { parseCsv } from '#shared/importing/csv-table.ts';
import { startDryRun } from '#shared/importing/dry-run.ts';
import { type ImportReport, summarise } from '#shared/importing/import-report.ts';
import { type Mapping, type MappingFile, mappingSchema } from '#shared/importing/mapping.ts';
import { planImport } from '#shared/importing/plan-import.ts';
import { disarmed, reportToCsv } from '#shared/importing/report-csv.ts';
import { instant, toIso } from '#shared/time/instant.ts';
import type { Change } from '#shared/commands/decision.ts';
import { outcomeOfVerdict } from '#shared/importing/row-outcome.ts';
import { context } from '#tests/builders/clinic.ts';
import { InMemoryWorld } from '#tests/builders/in-memory-world.ts';

const file: MappingFile = {
  version: 1,
  source: 'test',
  zone: 'Europe/Berlin' as Mapping['zone'], // A brand; the schema checks it.
  location: { default: 'Mitte' },
  resources: [{ column: 'room', kind: 'room', name: 'Room {}' }],
  service: { column: 'service', default: 'Visit' },
  start: { columns: ['start'], pattern: 'iso' },
  length: { from: 'minutes', column: 'minutes' },
};
const mappingOf = (overrides: Partial<MappingFile> = {}): Mapping => mappingSchema.parse({ ...file, ...overrides });
const header = 'start,minutes,room,service,who,id\n';

type Run = { readonly report: ImportReport; readonly world: InMemoryWorld };

/** Imports into a world that keeps what is decided, as the server does. */
function importInto(world: InMemoryWorld, text: string, { mapping = mappingOf(), runId = 'run' } = {}): Run {
  const existing = {
    locations: world.all('locations'),
    resources: world.all('resources'),
    services: world.all('services'),
    clients: world.all('clients'),
  };
  const plan = planImport(parseCsv(text), mapping, { existing, runId });
  const commands = [...plan.setUp, ...plan.rows];
  const run = startDryRun(world, context({ role: 'manager' }));
  const outcomes = new Map(commands.map((command) => [command.commandId, run.decide(command)]));
  for (const { commandId, intent } of commands) world.execute(intent, context({ role: 'manager', commandId }));
  return { report: summarise(plan, outcomes), world };
}

const importFresh = (text: string, mapping?: Mapping): Run =>
  importInto(new InMemoryWorld(), text, mapping === undefined ? {} : { mapping });

function expectToAddUp(report: ImportReport): void {
  expect(report.imported + report.alreadyThere + report.conflicts + report.refused + report.notSent).toBe(
    report.rowCount,
  );
}

test('a row becomes an appointment with its room, service and client', () => {
  const mapping = mappingOf({ client: { name: ['who'] }, notes: [{ column: 'id', title: 'No.' }] });
  const { world, report } = importFresh(`${header}2026-11-24T09:00,30,1,Visit,李芳,7\n`, mapping);
  expect(report).toMatchObject({
    rowCount: 1,
    imported: 1,
    created: { locations: 1, resources: 1, services: 1, clients: 1 },
  });
  const [appointment] = world.all('appointments');
  const [room] = world.all('resources');
  expect(room?.name).toBe('Room 1');
  expect(appointment).toMatchObject({
    start: Date.UTC(2026, 10, 24, 8),
    end: Date.UTC(2026, 10, 24, 8, 30),
    zone: 'Europe/Berlin',
    phases: [{ minutes: 30, resourceIds: [room?.id] }],
    clientIds: [world.all('clients')[0]?.id],
    notes: 'No.: 7',
    source: 'import',
  });
  expect(world.all('locations')[0]?.hours).toEqual([{ weekday: 2, fromMinute: 540, toMinute: 600 }]);
});

test('importing twice changes nothing, and says of every row that it was there', () => {
  const text = `${header}2026-11-24T09:00,30,1,Visit,A,1\n2026-11-24T09:15,30,1,Visit,B,2\n2026-11-24T10:00,30,2,Check,C,3\n`;
  const { world, report } = importFresh(text);
  expect(report).toMatchObject({ imported: 2, conflicts: 1 });
  const before = structuredClone([...world.all('appointments'), ...world.all('resources'), ...world.all('services')]);
  const again = importInto(world, text, { runId: 'another run' }).report;
  expect(again).toMatchObject({
    imported: 0,
    alreadyThere: 2,
    conflicts: 1,
    created: { locations: 0, resources: 0, services: 0 },
  });
  expect([...world.all('appointments'), ...world.all('resources'), ...world.all('services')]).toEqual(before);
  expectToAddUp(again);
});

test('a row that clashes is listed with the lines that it clashes with, seen from both sides', () => {
  const { report } = importFresh(
    `${header}2026-11-24T09:00,30,1,V,A,1\n2026-11-24T09:30,30,1,V,B,2\n2026-11-24T09:15,30,1,V,C,3\n`,
  );
  expect(report.rows).toMatchObject([
    { line: 4, outcome: 'conflict', code: 'taken', clashes: [{ line: 2 }, { line: 3 }] },
  ]);
  expect([...report.inTheWayOf]).toEqual([
    [2, [4]],
    [3, [4]],
  ]);
  expectToAddUp(report);
});

test('two rows that are alike to the letter are two visits, and the second clashes with the first', () => {
  const row = '2026-11-24T09:00,30,1,V,A,1\n';
  expect(importFresh(`${header}${row}${row}`).report).toMatchObject({
    imported: 1,
    conflicts: 1,
    rows: [{ line: 3, clashes: [{ line: 2 }] }],
  });
});

test('a key that repeats is refused with the line that has it first; a row keeps its identity when other cells change', () => {
  const mapping = mappingOf({ key: ['id'] });
  const { report, world } = importFresh(`${header}2026-11-24T09:00,30,1,V,A,1\n2026-11-24T11:00,30,1,V,B,1\n`, mapping);
  expect(report.rows).toMatchObject([{ line: 3, code: 'repeated-key', clashes: [{ line: 2 }] }]);
  const changed = importInto(world, `${header}2026-11-24T15:00,30,1,V,A,1\n`, { mapping, runId: 'later' }).report;
  expect(changed).toMatchObject({ alreadyThere: 1, imported: 0 });
});

test.each([
  ['2026-02-30T09:00,30,1,V,A,1', 'not-a-local-time', 'start'],
  ['tomorrow,30,1,V,A,1', 'not-a-local-time', 'start'],
  [',30,1,V,A,1', 'value-missing', 'start'],
  ['2101-01-01T09:00,30,1,V,A,1', 'year-out-of-range', 'start'],
  ['2026-11-24T09:00,,1,V,A,1', 'value-missing', 'length'],
  ['2026-11-24T09:00,soon,1,V,A,1', 'not-minutes', 'length'],
  ['2026-11-24T09:00,0,1,V,A,1', 'minutes-out-of-range', 'length'],
  ['2026-11-24T09:00,1500,1,V,A,1', 'too-long', 'length'],
  ['2026-11-24T09:00,30,,V,A,1', 'value-missing', 'resources'],
  [`2026-11-24T09:00,30,1,${'x'.repeat(121)},A,1`, 'text-too-long', 'service'],
  ['2026-11-24T09:00,30,1,a\u0000b,A,1', 'text-not-storable', 'service'],
  ['2026-11-24T09:00,30,1,a\ud800b,A,1', 'text-not-storable', 'service'],
  ['2026-11-24T09:00,30,1,V,A,1,7', 'too-many-cells', 'row'],
  ['2026-11-24T09:00,30,1,V,A,"1', 'broken-quotes', 'row'],
])('%s is refused as %s of %s, and the rows around it go in', (row, code, field) => {
  const { report } = importFresh(`${header}2026-11-23T09:00,30,1,V,A,0\n${row}\n`);
  expect(report.rows).toMatchObject([{ line: 3, outcome: 'refused', code, field }]);
  expect(report).toMatchObject({ rowCount: 2, imported: 1, refused: 1 });
});

test('a mapping that names a column the file lacks refuses every row, and says which', () => {
  const { report } = importFresh(`${header}2026-11-24T09:00,30,1,V,A,1\n`, mappingOf({ key: ['Booking'] }));
  expect(report.rows).toMatchObject([{ line: 2, code: 'missing-column', field: 'key', value: 'Booking' }]);
});

test('a wall time in a gap is shifted later and one that happens twice is the earlier, each with a note', () => {
  const text = `${header}2026-03-29T02:30,30,1,V,A,1\n2026-10-25T02:30,30,1,V,A,2\n2026-10-26T02:30,30,1,V,A,3\n`;
  const { report, world } = importFresh(text, mappingOf({ disambiguation: 'compatible' }));
  expect(report.notes).toMatchObject([
    { line: 2, code: 'time-in-gap' },
    { line: 3, code: 'time-in-fold' },
  ]);
  expect(world.all('appointments').map((one) => toIso(one.start))).toEqual([
    '2026-03-29T01:30:00.000Z',
    '2026-10-25T00:30:00.000Z',
    '2026-10-26T01:30:00.000Z',
  ]);
  for (const said of [{ disambiguation: 'later' }, { fold: 'later' }] as const) {
    const later = importFresh(text, mappingOf(said)).world.all('appointments');
    expect(toIso(must(later[1], 'imported').start)).toBe('2026-10-25T01:30:00.000Z');
  }
});

test.each([undefined, 'reject'] as const)(
  'a row at a time that does not happen once is refused while the mapping says %s about it',
  (disambiguation) => {
    const text = `${header}2026-03-29T02:30,30,1,V,A,1\n2026-10-25T02:30,30,1,V,A,2\n2026-10-26T02:30,30,1,V,A,3\n`;
    const mapping = mappingOf(disambiguation === undefined ? {} : { disambiguation });
    const { report } = importFresh(text, mapping);
    expect(report).toMatchObject({ imported: 1, refused: 2 });
    expect(report.rows).toMatchObject([
      { line: 2, outcome: 'refused', code: 'time-in-gap', field: 'start' },
      { line: 3, outcome: 'refused', code: 'time-in-fold', field: 'start' },
    ]);
  },
);

test('an end column gives the length across a clock change as it was lived', () => {
  const mapping = mappingOf({ length: { from: 'end', columns: ['minutes'], pattern: 'iso' } });
  const { world } = importFresh(`${header}2026-10-25T01:00,2026-10-25T04:00,1,V,A,1\n`, mapping);
  expect(world.all('appointments')[0]?.phases[0]?.minutes).toBe(240);
  const { report } = importFresh(`${header}2026-10-25T05:00,2026-10-25T04:00,1,V,A,1\n`, mapping);
  expect(report.rows).toMatchObject([{ code: 'end-before-start', field: 'length' }]);
});

test('a status is taken by the mapping’s words in any case, and an unknown one is refused', () => {
  const mapping = mappingOf({ status: { column: 'who', values: { 'No Show': 'noshow' }, default: 'booked' } });
  const text = `${header}2026-11-24T09:00,30,1,V,no show,1\n2026-11-24T09:00,30,1,V,,2\n2026-11-24T10:00,30,1,V,arrived,3\n2026-11-24T11:00,30,1,V,gone,4\n`;
  const { world, report } = importFresh(text, mapping);
  expect(world.all('appointments').map((one) => one.status)).toEqual(['noshow', 'booked', 'arrived']);
  expect(report.rows).toMatchObject([{ line: 5, code: 'unknown-status', value: 'gone' }]);
});

test('names that exist are found in any case and spacing; a cell may name several resources', () => {
  const { world } = importFresh(`${header}2026-11-24T09:00,30,1,Follow-up,A,1\n`);
  const mapping = mappingOf({ resources: [{ column: 'room', kind: 'room', name: '{}', separator: '+' }] });
  const { report } = importInto(world, `${header}2026-11-24T10:00,30, room  1 + ROOM 2,FOLLOW-UP,A,2\n`, {
    mapping,
    runId: 'second',
  });
  expect(report.created).toMatchObject({ resources: 1, services: 0, locations: 0 });
  expect(world.all('resources').map((one) => one.name)).toEqual(['Room 1', 'ROOM 2']);
});

test('a room, service or location that was renamed since the first import is still the one that it was', () => {
  const { world } = importFresh(`${header}2026-11-24T09:00,30,1,V,A,1\n`);
  for (const collection of ['locations', 'resources', 'services'] as const) {
    const document = must(world.all(collection)[0], 'imported');
    world.apply([{ collection, document: { ...document, name: 'Renamed', version: 2 } } as Change]); // Pairs by the loop.
  }
  const { report } = importInto(world, `${header}2026-11-24T10:00,30,1,V,B,2\n`, { runId: 'second' });
  expect(report).toMatchObject({ imported: 1, created: { locations: 0, resources: 0, services: 0 } });
  expect(world.all('appointments')[1]?.phases).toEqual(world.all('appointments')[0]?.phases);
});

test('a clash with something that was booked otherwise has no line, but says what it is', () => {
  const { world } = importFresh(`${header}2026-11-24T09:00,30,1,V,A,1\n`);
  const { report } = importInto(world, `${header}2026-11-24T09:15,30,1,V,B,2\n`, { runId: 'second' });
  const holderId = world.all('appointments')[0]?.id;
  expect(report.rows).toMatchObject([
    { line: 2, outcome: 'conflict', clashes: [{ line: null, holderId, reason: 'taken' }] },
  ]);
  expect(report.inTheWayOf.size).toBe(0);
});

test('what the server answers is told apart: written, there before, refused', () => {
  const at = { decidedAt: instant(0) };
  const written = [{ collection: 'appointments', id: 'x', version: 1 }];
  expect(outcomeOfVerdict({ kind: 'accepted', revisions: written, ...at })).toEqual({ kind: 'imported' });
  expect(outcomeOfVerdict({ kind: 'accepted', revisions: [], ...at })).toEqual({ kind: 'already-there' });
  const refused = (code: 'taken' | 'already-exists') => ({ code, field: '', conflicts: [] });
  expect(outcomeOfVerdict({ kind: 'refused', revisions: [], refusal: refused('taken'), ...at })).toMatchObject({
    kind: 'refused',
  });
  expect(outcomeOfVerdict({ kind: 'refused', revisions: [], refusal: refused('already-exists'), ...at })).toEqual({
    kind: 'already-there',
  });
});

test('a run that is cut off counts the rest as not sent, and still adds up', () => {
  const text = `${header}2026-11-24T09:00,30,1,V,A,1\nsoon,30,1,V,B,2\n`;
  const existing = { locations: [], resources: [], services: [], clients: [] };
  const plan = planImport(parseCsv(text), mappingOf(), { existing, runId: 'run' });
  const report = summarise(plan, new Map());
  expect(report).toMatchObject({ rowCount: 2, notSent: 1, refused: 1, imported: 0 });
  expectToAddUp(report);
});

test('a namesake on file with another phone number is another client; one without a number is the same', () => {
  const mapping = mappingOf({ client: { name: ['who'], phone: 'id' } });
  const { world } = importFresh(`${header}2026-11-24T09:00,30,1,V,Ada,111\n`, mapping);
  const { report } = importInto(
    world,
    `${header}2026-11-24T10:00,30,1,V,ada,222\n2026-11-24T11:00,30,1,V,Ada,1-1-1\n`,
    { mapping, runId: 'second' },
  );
  expect(report.created.clients).toBe(1);
  const visits = world.all('appointments').map((one) => one.clientIds[0]);
  expect(visits[0]).toBe(visits[2]);
  expect(visits[0]).not.toBe(visits[1]);
});

test('a report disarms formulas, and reads back as it was written', () => {
  for (const payload of [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\tx',
    '\rx',
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x","y")',
  ]) {
    expect(disarmed(payload)).toBe(`'${payload}`);
  }
  const { report } = importFresh(`${header}=2+5,30,1,V,A,1\n`);
  const csv = reportToCsv(report, {
    headers: ['Line', 'Outcome', 'Reason', 'Field', 'Value', 'Time', 'Clashes with lines', 'Clashes'],
    outcome: (word) => word,
    reason: (word) => word,
    note: ({ code }) => code,
    resourceName: (id) => id,
    time: ({ start }) => toIso(start),
  });
  expect(parseCsv(csv).rows.map((row) => row.cells)).toEqual([
    ['2', 'refused', 'not-a-local-time', 'start', "'=2+5", '', '', ''],
  ]);
});
