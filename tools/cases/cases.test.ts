import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Usage } from '#tools/cases/command-line.ts';
import { icsCases } from '#tools/cases/ics.ts';
import { recurrenceCases } from '#tools/cases/recurrence.ts';
import { zoneCases } from '#tools/cases/zones.ts';

const folder = mkdtempSync(join(tmpdir(), 'frontdesk-cases-'));
afterAll(() => rmSync(folder, { recursive: true }));

const options = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return { path, json: null, from: null, to: null };
};

test('each line is answered, refused or unreadable, and the counts add up', () => {
  const lines = [
    {
      id: 'a',
      dtstart: '2026-01-06T09:00:00',
      tzid: 'Asia/Calcutta',
      rrule: 'FREQ=DAILY;COUNT=2',
      expected: ['2026-01-06T09:00:00', '2026-01-07T09:00:00'],
    },
    { id: 'b', dtstart: '2026-01-06T09:00:00', tzid: '+02:00', rrule: 'FREQ=DAILY' },
    { id: 'c', dtstart: '2026-01-06', tzid: null, rrule: 'FREQ=DAILY;COUNT=1000000000' },
  ];
  const { json, problems } = recurrenceCases(
    options('a.jsonl', `${lines.map((line) => JSON.stringify(line)).join('\n')}\nnonsense\n`),
  );
  expect(json).toMatchObject({
    counts: { lines: 4, expanded: 1, trimmed: 1, refused: 1, unreadable: 1, compared: 1, agree: 1 },
    cases: [
      { id: 'a', status: 'expanded', complete: true, utc: ['2026-01-06T03:30:00.000Z', '2026-01-07T03:30:00.000Z'] },
      { id: 'b', status: 'refused', refusal: { code: 'zone-is-an-offset' }, occurrences: [] },
      { id: 'c', status: 'trimmed', refusal: { code: 'too-many-occurrences' }, trim: { occurrences: 730 } },
      { line: 4, status: 'unreadable' },
    ],
  });
  expect(problems).toHaveLength(1);
});

test('what the file expects and the product does not say is a problem', () => {
  const line = {
    dtstart: '2026-01-06T09:00:00',
    tzid: 'UTC',
    rrule: 'FREQ=DAILY;COUNT=1',
    expected: ['2026-01-07T09:00:00'],
  };
  expect(recurrenceCases(options('b.jsonl', JSON.stringify(line))).problems).toHaveLength(1);
});

test('a local time is resolved in four ways, or in the one that was asked for', () => {
  const lines =
    '{"local":"2026-10-25T02:30","zone":"Europe/Berlin"}\n{"local":"2026-10-25T02:30","zone":"Europe/Berlin","disambiguation":"reject"}';
  expect(zoneCases(options('z.jsonl', lines)).json).toMatchObject({
    counts: { lines: 2, fold: 2 },
    cases: [
      {
        resolved: {
          compatible: { utc: '2026-10-25T00:30:00.000Z' },
          earlier: { utc: '2026-10-25T00:30:00.000Z' },
          later: { utc: '2026-10-25T01:30:00.000Z' },
          reject: { utc: null },
        },
      },
      { resolved: { reject: { utc: null } } },
    ],
  });
});

test('a folder of calendar files is expanded file by file', () => {
  const calendars = join(folder, 'calendars');
  mkdirSync(calendars);
  writeFileSync(
    join(calendars, 'a.ics'),
    'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART;TZID=Europe/Berlin:20260106T090000\nRRULE:FREQ=DAILY\nEND:VEVENT\nEND:VCALENDAR\n',
  );
  writeFileSync(join(calendars, 'notes.txt'), 'not a calendar');
  const { json } = icsCases({ path: calendars, json: null, from: '2026-02-01', to: '2026-02-03' });
  expect(json).toMatchObject({
    counts: { files: 1, series: 1, expanded: 1, occurrences: 2 },
    files: [
      {
        file: 'a.ics',
        occurrences: [
          { start: '2026-02-01T09:00:00', utc: '2026-02-01T08:00:00.000Z' },
          { start: '2026-02-02T09:00:00' },
        ],
      },
    ],
  });
});

test('a file that is not there is told in one line', () => {
  expect(() => recurrenceCases({ path: join(folder, 'none.jsonl'), json: null, from: null, to: null })).toThrow(Usage);
});
