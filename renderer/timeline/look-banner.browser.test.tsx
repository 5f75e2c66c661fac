import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { at } from '#tests/builders/clinic.ts';
import { openTimeline, type TimelinePage } from '#tests/builders/timeline-page.tsx';
import { visit } from '#tests/builders/visit.ts';

let opened: TimelinePage | null = null;
afterEach(() => opened?.close());

const kept = { start: at('2026-11-09T00:00'), end: at('2027-03-23T00:00') };

async function open(): Promise<TimelinePage> {
  const start = at('2022-01-03T10:00');
  const old = visit({ start, end: at('2022-01-03T10:30'), label: 'Years ago' });
  opened = await openTimeline({ visits: [old] });
  opened.desk.kept.set(kept);
  return opened;
}

const banner = page.getByRole('status');

test('a day that the desk carries with it needs no words', async () => {
  const { timeline } = await open();
  timeline().showDate('2026-11-24');
  await expect.element(page.getByRole('heading', { name: /24/ })).toBeVisible();
  expect(document.querySelector('[data-looked-at]')).toBeNull();
});

test('[RG4] an older day comes from the server, and the screen says so', async () => {
  const { timeline, desk, chips } = await open();
  timeline().showDate('2022-01-03');
  await expect
    .element(banner)
    .toHaveTextContent('From the server. Without it, this desk has 10 Nov 2026 – 22 Mar 2027.');
  await expect.poll(() => chips('Years ago')).toHaveLength(1);
  desk.lookedAt.set('fetching');
  await expect.element(banner).toHaveTextContent('Fetching this day from the server…');
  desk.lookedAt.set('cut');
  await expect
    .element(banner)
    .toHaveTextContent('More is booked on this day than can be shown at once; what starts last is missing.');
});

test('[RG4] without a server an older day is not said to be empty', async () => {
  const { timeline, desk } = await open();
  desk.setStatus({ connection: 'offline' });
  timeline().showDate('2022-01-04');
  await expect
    .element(banner)
    .toHaveTextContent(
      'This desk keeps 10 Nov 2026 – 22 Mar 2027. Other days are on the server and show when it is back.',
    );
  timeline().showDate('2026-11-24');
  await expect.poll(() => document.querySelector('[data-looked-at]')).toBeNull();
});

test('a timeline that leaves the screen looks at nothing any more', async () => {
  const { timeline, desk, close } = await open();
  timeline().showDate('2022-01-03');
  await expect.poll(() => desk.lookedAt.get()).toBe('shown');
  await close();
  opened = null;
  expect(desk.lookedAt.get()).toBe('inside');
});
