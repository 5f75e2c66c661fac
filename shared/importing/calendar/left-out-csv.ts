import papaparse from 'papaparse';
import type { LeftOut } from '#shared/importing/calendar/calendar-report.ts';
import { disarmed } from '#shared/importing/report-csv.ts';

/** What a row says in the reader's language; the caller translates. */
export type LeftOutWords = {
  readonly headers: readonly [
    line: string,
    title: string,
    time: string,
    reason: string,
    value: string,
    inTheWay: string,
  ];
  time(row: LeftOut): string;
  reason(row: LeftOut): string;
  inTheWay(row: LeftOut): string;
};

/** What did not come in, as CSV for a spreadsheet; formulas are disarmed. */
export function leftOutToCsv(rows: readonly LeftOut[], words: LeftOutWords): string {
  const cells = rows.map((row) =>
    [String(row.line), row.summary, words.time(row), words.reason(row), row.at, words.inTheWay(row)].map(disarmed),
  );
  return papaparse.unparse([[...words.headers], ...cells], { newline: '\r\n', escapeFormulae: false });
}
