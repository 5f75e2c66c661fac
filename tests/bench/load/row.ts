import type { JobResult } from '#tests/bench/load/job.ts';

/** One line of the table. */
export type Row = JobResult & {
  readonly case: string;
  readonly contender: string;
  readonly servers: number;
  /** Counted in the database: pairs of claims that overlap, and did not before this case. */
  readonly overlapsInDatabase: number;
  /** In processors, over the time of the case; null where the system does not tell. */
  readonly cpu: { readonly servers: number; readonly postgres: number; readonly generator: number } | null;
  readonly memoryMB: { readonly servers: number; readonly postgres: number; readonly generator: number } | null;
};

const headings = [
  'case',
  'who',
  'servers',
  'attempts/s',
  'p50 ms',
  'p95 ms',
  'p99 ms',
  'took s',
  'confirmed',
  'refused',
  'doubles',
  'errors',
  'CPU server+PG+load',
  'MB server+PG+load',
] as const;

/** Doubles: slots confirmed twice by the answers / pairs of claims that overlap in the database. */
export function loadTable(rows: readonly Row[]): string {
  const cells = rows.map(cellsOf);
  const widths = headings.map((heading, at) => Math.max(heading.length, ...cells.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ')
      .trimEnd();
  return [line(headings), widths.map((width) => '─'.repeat(width)).join('  '), ...cells.map(line)].join('\n');
}

function cellsOf(row: Row): readonly string[] {
  const whole = (number: number): string => Math.round(number).toLocaleString('en');
  const short = (number: number): string => (number < 10 ? number.toFixed(1) : whole(number));
  const { p50, p95, p99 } = row.latency;
  const sum = (use: Row['cpu'], digits: number): string =>
    use === null ? '–' : [use.servers, use.postgres, use.generator].map((one) => one.toFixed(digits)).join(' + ');
  return [
    row.case,
    row.contender,
    String(row.servers),
    whole(row.attempts / row.seconds),
    ...[p50, p95, p99].map(short),
    row.seconds.toFixed(1),
    whole(row.confirmed),
    whole(row.refused),
    `${row.doubles} / ${row.overlapsInDatabase}`,
    whole(row.errors),
    sum(row.cpu, 2),
    sum(row.memoryMB, 0),
  ];
}
