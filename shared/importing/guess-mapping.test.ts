import { expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { parseCsv } from '#shared/importing/csv-table.ts';
import { guessMapping } from '#shared/importing/guess-mapping.ts';
import { mappingSchema } from '#shared/importing/mapping.ts';
import { parseZone } from '#shared/time/zone.ts';

const zone = (name: string) => must(parseZone(name), 'a zone');
const defaults = { zone: zone('Europe/Berlin'), source: 'file', location: 'Main', service: 'Appointment' };
const guess = (text: string, overrides: Partial<typeof defaults> = {}) =>
  guessMapping(parseCsv(text), { ...defaults, ...overrides });

test('the planned start is preferred to what really happened, and rooms that are numbers get a name', () => {
  const { mapping, doubts } = guess(
    [
      'index,Encounter ID,Date,OR Suite,Service,CPT Description,Booked Time (min),OR Schedule,Start Time,End Time',
      '0,9001,1/3/22,1,Hand,Release,60,1/3/22 7:00,1/3/22 7:32,1/3/22 8:05',
      '1,9002,1/28/22,2,Hand,Release,45,1/28/22 8:15,1/28/22 8:32,1/28/22 9:05',
    ].join('\n'),
  );
  expect(doubts).toEqual([]);
  expect(mapping).toMatchObject({
    start: { columns: ['OR Schedule'], pattern: 'M/d/yy H:mm' },
    length: { from: 'minutes', column: 'Booked Time (min)' },
    resources: [{ column: 'OR Suite', kind: 'room', name: 'OR Suite {}' }],
    service: { column: 'Service' },
    label: ['CPT Description'],
    key: ['Encounter ID'],
  });
  expect(mapping.notes.map((note) => note.column)).toEqual(['index', 'Date', 'Start Time', 'End Time']);
  expect(mappingSchema.safeParse(mapping).success).toBe(true);
});

test('a German file with date and time in two columns and an end', () => {
  const { mapping, doubts } = guess(
    'Termin-Nr;Datum;Von;Bis;Behandler;Zimmer;Leistung;Kunde;Telefon;Status\nA1;24.11.2026;09:00;09:45;Dr. Vogel;Raum 2;Kontrolle;Müller;030 1;storniert\n',
  );
  expect(mapping).toMatchObject({
    start: { columns: ['Datum', 'Von'], pattern: 'd.M.yyyy H:mm' },
    length: { from: 'end', columns: ['Datum', 'Bis'], pattern: 'd.M.yyyy H:mm' },
    resources: [
      { column: 'Behandler', kind: 'practitioner', name: '{}' },
      { column: 'Zimmer', kind: 'room' },
    ],
    service: { column: 'Leistung' },
    client: { name: ['Kunde'], phone: 'Telefon' },
    status: { column: 'Status', values: { storniert: 'cancelled' } },
  });
  expect(doubts).toEqual([]);
});

test('3/4 is doubted where nothing in the file tells the month from the day, and read as the zone’s people do', () => {
  const text = 'start,minutes,room,service\n3/4/2026 9:00,30,A,X\n5/6/2026 9:00,30,A,X\n';
  expect(guess(text)).toMatchObject({
    doubts: ['day-or-month-first'],
    mapping: { start: { pattern: 'd/M/yyyy H:mm' } },
  });
  expect(guess(text, { zone: zone('America/Denver') }).mapping.start.pattern).toBe('M/d/yyyy H:mm');
  expect(guess(`${text}5/16/2026 9:00,30,A,X\n`)).toMatchObject({
    doubts: [],
    mapping: { start: { pattern: 'M/d/yyyy H:mm' } },
  });
});

test('a file that says little is still given a whole mapping, with every doubt named', () => {
  const { mapping, doubts } = guess('foo,bar\nx,y\n');
  expect(doubts).toEqual(['no-start', 'no-length', 'no-resource', 'no-service']);
  expect(mappingSchema.safeParse(mapping).success).toBe(true);
});

test('Chinese headers are understood', () => {
  const { mapping } = guess(
    '预约编号,日期,开始,时长,医生,诊室,项目,患者,电话\nA1,2026-11-24,09:00,30,王医生,一号诊室,复诊,李芳,13800000000\n',
  );
  expect(mapping).toMatchObject({
    start: { columns: ['日期', '开始'], pattern: 'iso' },
    length: { from: 'minutes', column: '时长' },
    resources: [
      { column: '医生', kind: 'practitioner' },
      { column: '诊室', kind: 'room' },
    ],
    service: { column: '项目' },
    client: { name: ['患者'], phone: '电话' },
  });
});
