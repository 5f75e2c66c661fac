import type { JobResult } from '#tests/bench/load/job.ts';

/** One line of the table. */
export type Row = JobResult & {
  readonly case: string;
  readonly contender: string;
  readonly servers: number;
  /** Counted in the database: pairs of claims that overlap, and did not before this case. */
  readonly overlapsInDatabase: number;
  /**
   * In processors, over the time of the case; null where the system does not tell. What `others` used of this machine
   * was missing to all of them: a row with much of it says little.
   */
  readonly cpu: (Share & { readonly others: number }) | null;
  readonly memoryMB: Share | null;
  /** Load averages of the minute before, at the start and at the end. */
  readonly machineLoad: { readonly before: number; readonly after: number };
};

export type Share = { readonly servers: number; readonly postgres: number; readonly generator: number };

/** With the width that each column needs, so that a row can be printed before the next one is known. */
const columns = [
  ['case', 34],
  ['who', 26],
  ['servers', 7],
  ['attempts/s', 10],
  ['p50 ms', 6],
  ['p95 ms', 6],
  ['p99 ms', 6],
  ['took s', 6],
  ['confirmed', 9],
  ['refused', 9],
  ['doubles', 11],
  ['errors', 6],
  ['CPU server+PG+load', 18],
  ['others', 6],
  ['MB server+PG+load', 17],
  ['load average', 12],
] as const;

/** Doubles: slots confirmed twice by the answers / pairs of claims that overlap in the database. */
export function tableHead(): string {
  return [line(columns.map(([heading]) => heading)), columns.map(([, width]) => '─'.repeat(width)).join('  ')].join(
    '\n',
  );
}

export function tableRow(row: Row): string {
  return line(cellsOf(row));
}

function line(cells: readonly string[]): string {
  const padded = columns.map(([, width], at) => {
    const cell = cells[at] ?? '';
    return at < 2 ? cell.padEnd(width) : cell.padStart(width);
  });
  return padded.join('  ').trimEnd();
}

function cellsOf(row: Row): readonly string[] {
  const whole = (number: number): string => Math.round(number).toLocaleString('en');
  const short = (number: number): string => (number < 10 ? number.toFixed(1) : whole(number));
  const { p50, p95, p99 } = row.latency;
  const sum = (use: Share | null, digits: number): string =>
    use === null ? '–' : [use.servers, use.postgres, use.generator].map((one) => one.toFixed(digits)).join('+');
  const { before, after } = row.machineLoad;
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
    row.cpu === null ? '–' : row.cpu.others.toFixed(2),
    sum(row.memoryMB, 0),
    `${before.toFixed(1)} → ${after.toFixed(1)}`,
  ];
}
