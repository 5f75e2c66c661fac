import type { Browser } from '@playwright/test';
import { buildBenchPage, openBenchBrowser, openBenchPage } from '#tests/bench/bench-page.ts';
import { type BenchClinic, startBenchClinic } from '#tests/bench/bench-clinic.ts';
import { type Benchmark, median } from '#tests/bench/measurement.ts';

const RUNS = 7;

/** The day view's first paint, each run in a page of its own as after a reload. */
export const paintBenchmark: Benchmark = {
  group: 'timeline',
  run: async (report) => {
    const clinic = await startBenchClinic(await buildBenchPage());
    const browser = await openBenchBrowser();
    try {
      for (const [rows, visits] of [
        [40, 400],
        [200, 5_000],
      ] as const) {
        const ours: number[] = [];
        const bare: number[] = [];
        for (let run = 0; run <= RUNS; run += 1) {
          const paints = [
            [ours, await paintInPage(browser, clinic, 'timelinePaint', [rows, visits])],
            [bare, await paintInPage(browser, clinic, 'bareCalendarPaint', [rows, visits])],
          ] as const;
          if (run > 0) for (const [list, ms] of paints) list.push(ms);
        }
        const baseline = { name: 'FullCalendar with an array', value: median(bare) };
        const name = `first paint, ${rows} rows x ${visits.toLocaleString('en')}`;
        report({ group: 'timeline', name, value: median(ours), unit: 'ms', runs: RUNS, baseline });
      }
    } finally {
      await browser.close();
      await clinic.close();
    }
  },
};

/** In a page of its own: the second to paint in one page would find the calendar's code already compiled. */
async function paintInPage(
  browser: Browser,
  clinic: BenchClinic,
  what: 'timelinePaint' | 'bareCalendarPaint',
  size: readonly [rows: number, visits: number],
): Promise<number> {
  const page = await openBenchPage(browser, clinic.server.url);
  const ms = await page.evaluate(([name, [rows, visits]]) => bench[name](rows, visits), [what, size] as const);
  await page.context().close();
  return ms;
}
