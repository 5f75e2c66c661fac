/** One line of the table: what was measured, beside what it is compared with in the same run. */
export type Measurement = {
  readonly group: string;
  readonly name: string;
  /** Median of the runs, in `unit`. */
  readonly value: number;
  readonly unit: 'ms' | 'per second' | 'MB' | 'µs';
  readonly runs: number;
  readonly baseline: { readonly name: string; readonly value: number } | null;
};

/** What a benchmark file exports: measures one after another, printing nothing itself. */
export type Benchmark = {
  readonly group: string;
  run(report: (measurement: Measurement) => void): Promise<void>;
};

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Runs it once to warm up, then `runs` times; milliseconds of each counted run. */
export async function timeRuns(runs: number, once: () => unknown): Promise<readonly number[]> {
  await once();
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const began = performance.now();
    await once();
    times.push(performance.now() - began);
  }
  return times;
}
