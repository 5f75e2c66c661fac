import FlattenTree from '@flatten-js/interval-tree';
import { IntervalTree as NodeTree } from 'node-interval-tree';
import { IntervalIndex, type IntervalEntry } from '#shared/scheduling/interval-index.ts';
import { seededRandom } from '#shared/lib/seeded-random.ts';
import { type Benchmark, type Measurement, median } from '#tests/bench/measurement.ts';

type Entry = IntervalEntry<number>;

/** What every contender can do, so that the same workload runs on each. */
type Contender = {
  readonly name: string;
  build(entries: readonly Entry[]): void;
  query(start: number, end: number): number;
  insert(entry: Entry): void;
  remove(entry: Entry): void;
};

function ours(): Contender {
  let index = new IntervalIndex<number>();
  return {
    name: 'ours',
    build: (entries) => (index = IntervalIndex.from(entries)),
    query: (start, end) => index.overlapping(start, end).length,
    insert: ({ start, end, value }) => index.insert(start, end, value),
    remove: ({ start, value }) => index.remove(start, value),
  };
}

// Its intervals are closed, so ends are one millisecond less.
function nodeIntervalTree(): Contender {
  type Closed = { readonly low: number; readonly high: number; readonly value: number };
  const closed = ({ start, end, value }: Entry): Closed => ({ low: start, high: end - 1, value });
  let tree = new NodeTree<Closed>();
  // It removes a record by the object that was inserted.
  const records = new Map<number, Closed>();
  const insert = (entry: Entry): void => {
    const record = closed(entry);
    records.set(entry.value, record);
    tree.insert(record);
  };
  return {
    name: 'node-interval-tree',
    build: (entries) => {
      tree = new NodeTree<Closed>();
      records.clear();
      entries.forEach(insert);
    },
    query: (start, end) => tree.search(start, end - 1).length,
    insert,
    remove: ({ value }) => {
      const record = records.get(value);
      if (record !== undefined) tree.remove(record);
    },
  };
}

function flattenTree(): Contender {
  let tree = new FlattenTree<number>();
  return {
    name: '@flatten-js/interval-tree',
    build: (entries) => {
      tree = new FlattenTree<number>();
      for (const { start, end, value } of entries) tree.insert([start, end - 1], value);
    },
    query: (start, end) => tree.search([start, end - 1]).length,
    insert: ({ start, end, value }) => tree.insert([start, end - 1], value),
    remove: ({ start, end, value }) => tree.remove([start, end - 1], value),
  };
}

// Knows the longest interval, as every hand-written one does, and starts its walk that far before the window.
function sortedArray(longest: number): Contender {
  let sorted: Entry[] = [];
  const lowerBound = (start: number): number => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sorted[middle]?.start ?? Infinity) < start) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    name: 'sorted array',
    build: (entries) => (sorted = entries.toSorted((a, b) => a.start - b.start)),
    query: (start, end) => {
      const found: number[] = [];
      for (let at = lowerBound(start - longest); at < sorted.length; at += 1) {
        const entry = sorted[at];
        if (entry === undefined || entry.start >= end) break;
        if (entry.end > start) found.push(entry.value);
      }
      return found.length;
    },
    insert: (entry) => sorted.splice(lowerBound(entry.start), 0, entry),
    remove: (entry) => sorted.splice(sorted.indexOf(entry, lowerBound(entry.start)), 1),
  };
}

const HOUR = 3_600_000;

/** Visits of 5 minutes to 2 hours, one every quarter of an hour or so, and one leave of a day in a hundred. */
function schedule(size: number, seed: number): Entry[] {
  const random = seededRandom(String(seed));
  return Array.from({ length: size }, (_, value) => {
    const start = Math.floor(random.next() * size * 0.25 * HOUR);
    const length = random.next() < 0.01 ? 24 * HOUR : Math.floor((5 + random.next() * 115) * 60_000);
    return { start, end: start + length, value };
  });
}

function measureAt(size: number, seed: number): readonly Measurement[] {
  const entries = schedule(size, seed);
  const extra = schedule(Math.min(size, 1_000), seed + 1).map((entry) => ({ ...entry, value: entry.value + size }));
  const contenders = [ours(), nodeIntervalTree(), flattenTree(), sortedArray(24 * HOUR)];
  const figures = contenders.map((contender) => measureContender(contender, entries, extra));
  const found = new Set(figures.map((figure) => figure.found));
  if (found.size !== 1) throw new Error(`the contenders disagree about what overlaps: ${[...found].join(', ')}`);
  return ['build', 'query', 'insert', 'delete'].flatMap((act) => rowsOf(act, size, figures));
}

type Figures = { readonly name: string; readonly found: number; readonly times: Readonly<Record<string, number>> };

function measureContender(contender: Contender, entries: readonly Entry[], extra: readonly Entry[]): Figures {
  const clock = (once: () => void): number => {
    const began = performance.now();
    once();
    return performance.now() - began;
  };
  let found = 0;
  const rounds = entries.length >= 100_000 ? 3 : 9;
  const times: Record<string, number[]> = { build: [], query: [], insert: [], delete: [] };
  for (let round = 0; round <= rounds; round += 1) {
    found = 0;
    const each = 1_000 / extra.length;
    const took = {
      build: clock(() => contender.build(entries)),
      query:
        clock(() => {
          for (const { start } of extra) found += contender.query(start, start + HOUR);
        }) * each,
      insert: clock(() => extra.forEach((entry) => contender.insert(entry))) * each,
      delete: clock(() => extra.forEach((entry) => contender.remove(entry))) * each,
    };
    if (round > 0) for (const [act, time] of Object.entries(took)) times[act]?.push(time);
  }
  return {
    name: contender.name,
    found,
    times: Object.fromEntries(Object.entries(times).map(([act, all]) => [act, median(all)])),
  };
}

function rowsOf(act: string, size: number, figures: readonly Figures[]): readonly Measurement[] {
  const [own, ...others] = figures;
  if (own === undefined) return [];
  return others.map((other) => ({
    group: 'interval index',
    name: `${act} at ${size.toLocaleString('en')}`,
    value: own.times[act] ?? Number.NaN,
    unit: act === 'build' ? 'ms' : 'µs',
    runs: size >= 100_000 ? 3 : 9,
    baseline: { name: other.name, value: other.times[act] ?? Number.NaN },
  }));
}

/** Build, one-hour look-up, insert and delete, from a thousand to a million intervals; µs for one of each. */
export const intervalIndexBenchmark: Benchmark = {
  group: 'interval index',
  run: (report) => {
    const sizes = process.env['BENCH_SMALL'] === '1' ? [1_000, 10_000] : [1_000, 10_000, 100_000, 1_000_000];
    for (const size of sizes) measureAt(size, 7).forEach(report);
    return Promise.resolve();
  },
};
