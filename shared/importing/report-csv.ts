import papaparse from 'papaparse';
import type { Clash, ImportReport, ReportRow } from '#shared/importing/import-report.ts';
import { toIso } from '#shared/time/instant.ts';

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
    clashLines: string,
    clashes: string,
  ];
  outcome(outcome: ReportRow['outcome']): string;
  reason(code: ReportRow['code']): string;
  resourceName(id: string): string;
};

/** The rows that did not become appointments, as CSV for a spreadsheet; formulas are disarmed. */
export function reportToCsv(report: ImportReport, words: ReportWords): string {
  const rows = report.rows.map((row) => [
    String(row.line),
    words.outcome(row.outcome),
    words.reason(row.code),
    row.field,
    row.value,
    [...new Set(row.clashes.flatMap((clash) => clash.line ?? []))].join(' '),
    row.clashes.map((clash) => clashText(clash, words)).join('; '),
  ]);
  return papaparse.unparse([[...words.headers], ...rows.map((cells) => cells.map(disarmed))], {
    newline: '\r\n',
    escapeFormulae: false,
  });
}

export function disarmed(cell: string): string {
  return FORMULA_START.test(cell) ? `'${cell}` : cell;
}

function clashText({ resourceId, start, end, line }: Clash, words: ReportWords): string {
  const where = resourceId === null ? '' : `${words.resourceName(resourceId)} `;
  const when = start === null || end === null ? '' : `${toIso(start)}/${toIso(end)}`;
  return `${where}${when}${line === null ? '' : ` (${line})`}`.trim();
}
