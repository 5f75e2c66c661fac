import { buildBenchPage, openBenchBrowser, openBenchPage } from '#tests/bench/bench-page.ts';
import { startBenchClinic } from '#tests/bench/bench-clinic.ts';
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
          const page = await openBenchPage(browser, clinic.server.url);
          const pair = [
            await page.evaluate(([r, v]) => bench.timelinePaint(r, v), [rows, visits] as const),
            await page.evaluate(([r, v]) => bench.bareCalendarPaint(r, v), [rows, visits] as const),
          ] as const;
          if (run > 0) {
            ours.push(pair[0]);
            bare.push(pair[1]);
          }
          await page.context().close();
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
