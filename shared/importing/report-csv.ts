import papaparse from 'papaparse';
import type { RowNote } from '#shared/importing/import-plan.ts';
import type { Clash, ImportReport, ReportRow } from '#shared/importing/import-report.ts';
import type { Interval } from '#shared/time/interval.ts';

/** A spreadsheet runs a cell that begins so; the quote in front makes it text. */
const FORMULA_START = /^[=+\-@\t\r\n]/;

/** The words that a report is written in; the caller translates. */
export type ReportWords = {
  readonly headers: readonly [
    line: string,
    outcome: string,
    reason: string,
    field: string,
    value: string,
    time: string,
    clashLines: string,
    clashes: string,
  ];
  outcome(outcome: ReportRow['outcome'] | 'note'): string;
  reason(code: ReportRow['code']): string;
  /** What the importer decided about a time on a change of the clock. */
  note(note: RowNote): string;
  resourceName(id: string): string;
  /** A stretch of time on the clinic's own clocks. */
  time(time: Interval): string;
};

/** The rows that did not become appointments and the notes, as CSV for a spreadsheet; formulas are disarmed. */
export function reportToCsv(report: ImportReport, words: ReportWords): string {
  const rows = report.rows.map((row) => [
    String(row.line),
    words.outcome(row.outcome),
    words.reason(row.code),
    row.field,
    row.value,
    row.time === null ? '' : words.time(row.time),
    [...new Set(row.clashes.flatMap((clash) => clash.line ?? []))].join(' '),
    row.clashes.map((clash) => clashText(clash, words)).join('; '),
  ]);
  const notes = report.notes.map((note) => [
    String(note.line),
    words.outcome('note'),
    words.note(note),
    note.field,
    note.value,
    '',
    '',
    '',
  ]);
  const cells = [...rows, ...notes].map((row) => row.map(disarmed));
  return papaparse.unparse([[...words.headers], ...cells], { newline: '\r\n', escapeFormulae: false });
}

export function disarmed(cell: string): string {
  return FORMULA_START.test(cell) ? `'${cell}` : cell;
}

function clashText({ resourceId, start, end, line }: Clash, words: ReportWords): string {
  const where = resourceId === null ? '' : `${words.resourceName(resourceId)} `;
  const when = start === null || end === null ? '' : words.time({ start, end });
  return `${where}${when}${line === null ? '' : ` (${line})`}`.trim();
}
