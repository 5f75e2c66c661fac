import { localEcho, rxdbEcho } from '#tests/bench/page/echo.ts';
import { dexieFirstSync, firstSync, reopen } from '#tests/bench/page/first-sync.ts';
import { bareCalendarPaint, timelinePaint } from '#tests/bench/page/paint.tsx';
import { bareRoundTrip, pushToSecondDesk } from '#tests/bench/page/push-latency.ts';
import { outboxReconnect, rxdbReconnect, saveOffline } from '#tests/bench/page/reconnect.ts';

/** What the benchmarks in Node call in the page; each measures in the page's own clock and answers in milliseconds. */
const bench = {
  bareCalendarPaint,
  bareRoundTrip,
  dexieFirstSync,
  firstSync,
  localEcho,
  outboxReconnect,
  pushToSecondDesk,
  reopen,
  rxdbEcho,
  rxdbReconnect,
  saveOffline,
  timelinePaint,
};
export type BenchPage = typeof bench;

declare global {
  var bench: BenchPage;
}
globalThis.bench = bench;
