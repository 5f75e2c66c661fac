import { expect, test } from 'vitest';
import { parseCsv } from '#shared/importing/csv-table.ts';
import { csvEncoding } from '#shared/importing/text-encoding.ts';
import { fastestMs } from '#tests/builders/yardstick.ts';

const cells = (text: string): (readonly string[])[] => parseCsv(text).rows.map((row) => row.cells);

test('a row knows its line, also behind quoted line breaks and blank lines', () => {
  const table = parseCsv('name,note\r\nAda,"two\r\nlines"\r\n\r\nBen,"a ""quoted"" word"\r\n');
  expect(table.headers).toEqual(['name', 'note']);
  expect(table.rows).toEqual([
    { line: 2, cells: ['Ada', 'two\nlines'], fault: null },
    { line: 5, cells: ['Ben', 'a "quoted" word'], fault: null },
  ]);
});

test.each([
  ['comma', 'a,b\n1,2\n3,4\n', ','],
  ['semicolon', 'a;b\n1;2\n3;4\n', ';'],
  ['tab', 'a\tb\n1\t2\n3\t4\n', '\t'],
  ['pipe', 'a|b\n1|2\n3|4\n', '|'],
])('the %s is found out as the delimiter', (_name, text, delimiter) => {
  expect(parseCsv(text).delimiter).toBe(delimiter);
  expect(cells(text)).toEqual([
    ['1', '2'],
    ['3', '4'],
  ]);
});

test('the line that names the delimiter is no data, and lines still count from the top', () => {
  const table = parseCsv('sep=;\na;b\n1,5;2\n');
  expect(table.headers).toEqual(['a', 'b']);
  expect(table.rows).toEqual([{ line: 3, cells: ['1,5', '2'], fault: null }]);
});

test('a byte order mark is no part of the first header; lone carriage returns end lines too', () => {
  expect(parseCsv('\uFEFFa,b\r1,2\r').headers).toEqual(['a', 'b']);
  expect(cells('\uFEFFa,b\r1,2\r')).toEqual([['1', '2']]);
});

test('headers without a name are numbered, and those that repeat are told apart', () => {
  expect(parseCsv('Date,,Date\n1,2,3\n').headers).toEqual(['Date', 'Column 2', 'Date (2)']);
});

test('a formula in a cell stays the text that it is', () => {
  expect(cells('a,b\n"=cmd|\' /C calc\'!A0",+1\n')).toEqual([["=cmd|' /C calc'!A0", '+1']]);
});

test('a row with more cells than headers, and one whose quotes never close, are marked and not guessed at', () => {
  expect(parseCsv('a,b\n1,2,3\n').rows[0]?.fault).toBe('too-many-cells');
  expect(parseCsv('a,b\n1,2,\n').rows[0]?.fault).toBe(null);
  expect(parseCsv('a,b\n1,"open\n3,4\n').rows[0]?.fault).toBe('broken-quotes');
});

test('no text at all is a table without rows', () => {
  expect(parseCsv('')).toMatchObject({ headers: [], rows: [] });
  expect(parseCsv('a,b')).toMatchObject({ headers: ['a', 'b'], rows: [] });
});

test('ten megabytes are read in time that grows with them, and not with their square', () => {
  const lines = (count: number): string =>
    `when,who,what\n${'2026-11-21 09:00,"Ada, Countess",Follow-up of the week before last\n'.repeat(count)}`;
  const [tenth, whole] = [lines(16_000), lines(160_000)];
  const tenthMs = fastestMs(() => parseCsv(tenth));
  const began = performance.now();
  expect(parseCsv(whole).rows).toHaveLength(160_000);
  expect((performance.now() - began) / tenthMs).toBeLessThan(50);
});

test('the encoding is told by the byte order mark, else by whether the bytes are UTF-8', () => {
  const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
  expect(csvEncoding(bytes(0xff, 0xfe, 0x41, 0))).toBe('utf-16le');
  expect(csvEncoding(bytes(0xfe, 0xff, 0, 0x41))).toBe('utf-16be');
  expect(csvEncoding(bytes(0x4d, 0xc3, 0xbc))).toBe('utf-8');
  expect(csvEncoding(bytes(0xe7, 0x8e, 0x8b, 0xf0, 0x9f, 0x98, 0x80))).toBe('utf-8');
  expect(csvEncoding(bytes(0x4d, 0xfc, 0x6c))).toBe('windows-1252');
  expect(csvEncoding(bytes(0x4d, 0xc3))).toBe('windows-1252');
});
