import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { needsPatch, patchVirtualizer } from '#tools/vite-plugins/fullcalendar-virtualizer-patch.ts';

const chunks = path.resolve(import.meta.dirname, '../../node_modules/@fullcalendar/react-scheduler/chunks');
const installed = readdirSync(chunks)
  .filter((name) => name.endsWith('.js'))
  .map((name) => ({ id: path.join(chunks, name), code: readFileSync(path.join(chunks, name), 'utf8') }));

test('exactly one module of the installed FullCalendar decides which rows are drawn', () => {
  expect(installed.filter(({ id, code }) => needsPatch(id, code))).toHaveLength(1);
});

test('the installed module is patched, and only once', () => {
  const found = installed.find(({ id, code }) => needsPatch(id, code));
  const patched = patchVirtualizer(found?.code ?? '');
  expect(patched).toContain('>= 50) flushVirtualizerScroll();');
  expect(() => patchVirtualizer(patched)).toThrow('look at tools/vite-plugins');
});

test('other code upstream fails the build instead of losing the cure', () => {
  expect(() => patchVirtualizer('class ResourceTimelineLayoutNormal {}')).toThrow('look at tools/vite-plugins');
});

test('modules of others are left alone', () => {
  expect(needsPatch('/app/renderer/main.tsx', 'class ResourceTimelineLayoutNormal')).toBe(false);
});

/** The patched scheduler, run with a clock and a debounce of the test's own. */
function patchedScroll() {
  const source = patchVirtualizer(`this.updateVirtualizerScroll = debounce(() => {
            const scroll = this.currentEntityScroll;
            this.rowVirtualizer.handleScroll(scroll);
            for (const groupColVirtualizer of this.groupColVirtualizers) {
                groupColVirtualizer.handleScroll(scroll);
            }
        }, 10)[0];`);
  const seen: number[] = [];
  const layout = {
    currentEntityScroll: 0,
    rowVirtualizer: { handleScroll: (scroll: number) => seen.push(scroll) },
    groupColVirtualizers: [],
    updateVirtualizerScroll: (): void => {},
  };
  const clock = { now: () => at };
  let at = 1_000;
  // A debounce that never fires, as when every frame comes before it is due.
  const starved = () => [() => {}];
  // The code under test is text; this is the only way to run it.
  // oxlint-disable-next-line no-implied-eval
  new Function('debounce', 'performance', source).call(layout, starved, clock);
  const scrollTo = (y: number, afterMs: number): void => {
    at += afterMs;
    layout.currentEntityScroll = y;
    layout.updateVirtualizerScroll();
  };
  return { seen, scrollTo };
}

test('rows follow a scroll that never pauses at least every 50 ms', () => {
  const { seen, scrollTo } = patchedScroll();
  for (let frame = 1; frame <= 100; frame += 1) scrollTo(frame * 10, 8);
  expect(seen.length).toBeGreaterThanOrEqual(14);
  const steps = seen.slice(1).map((y, at) => y - (seen[at] ?? 0));
  expect(Math.max(...steps)).toBeLessThanOrEqual(80);
});
