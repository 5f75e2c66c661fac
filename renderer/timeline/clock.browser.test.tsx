import { expect, test, vi } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { addDays, localDate } from '#shared/time/local.ts';
import { parseZone } from '#shared/time/zone.ts';
import { at } from '#tests/builders/clinic.ts';
import { nextFrame, openTimeline } from '#tests/builders/timeline-page.tsx';

const zone = must(parseZone('Europe/Berlin'), 'zone');

test("after midnight at the location today's day is shown, and a day that somebody chose stays", async () => {
  const page = await openTimeline({ now: at('22:50') }); // 23:50 in Berlin.
  const heading = (): string => document.querySelector('h1')?.textContent ?? '';
  const clockStrikes = (time: string): void => {
    page.desk.setNow(at(time));
    document.dispatchEvent(new Event('visibilitychange'));
  };
  await vi.waitFor(() => expect(heading()).toContain('Monday, 23 November 2026'));
  clockStrikes('23:05');
  await vi.waitFor(() => expect(heading()).toContain('Tuesday, 24 November 2026'));
  page.timeline().showDate(addDays(localDate(at('09:00'), zone), 4));
  await vi.waitFor(() => expect(heading()).toContain('Friday, 27 November 2026'));
  clockStrikes('2026-11-24T23:05');
  await nextFrame();
  expect(heading()).toContain('Friday, 27 November 2026');
});

test('the now-line goes on with the clock', async () => {
  const page = await openTimeline({ now: at('09:00') });
  const left = (): number => must(document.querySelector('.tl-now'), 'now-line').getBoundingClientRect().left;
  const quarter = (page.chip('Physiotherapy').getBoundingClientRect().width + 1) / 2;
  const before = left();
  page.desk.setNow(at('09:30'));
  document.dispatchEvent(new Event('visibilitychange'));
  await vi.waitFor(() => expect(Math.abs(left() - before - quarter * 2)).toBeLessThan(2));
});
