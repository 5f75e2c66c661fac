import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { at } from '#tests/builders/clinic.ts';
import { AppOnDesk } from '#tests/harness/app-on-desk.tsx';
import { demoDesk } from '#tests/harness/panels/demo-desk.ts';

const lanes = (): HTMLElement => {
  let el = document.querySelector<HTMLElement>('.tl-lane');
  while (el !== null && !/auto|scroll/.test(getComputedStyle(el).overflow)) el = el.parentElement;
  if (el === null) throw new Error('no rows are drawn');
  return el;
};

async function goAndComeBack(): Promise<void> {
  await userEvent.keyboard('{Alt>}2{/Alt}');
  await expect.element(page.getByRole('heading', { name: 'Clients' })).toBeVisible();
  await userEvent.keyboard('{Alt>}1{/Alt}');
  await expect.element(page.getByRole('button', { name: 'Today' })).toBeVisible();
}

async function open(desk = demoDesk()) {
  await page.viewport(1280, 260);
  window.history.replaceState(null, '', '#/timeline');
  await render(<AppOnDesk desk={desk} />);
  await expect.element(page.getByRole('button', { name: 'Today' })).toBeVisible();
  await vi.waitFor(lanes);
  return desk;
}

test('the timeline comes back with the day and the place that it was left at', async () => {
  await open();
  await page.getByRole('button', { name: 'Next day' }).click();
  await expect.element(page.getByRole('heading', { name: /24 November/ })).toBeVisible();
  await vi.waitFor(() => expect(lanes().scrollWidth).toBeGreaterThan(lanes().clientWidth + 200));
  // By hand: what a program scrolls the calendar takes back. It scrolls by itself for a while after a day was drawn.
  const { left, top } = await vi.waitFor(
    async () => {
      await userEvent.wheel(lanes(), { delta: { x: 190, y: 20 } });
      await new Promise((resolve) => setTimeout(resolve, 400));
      expect(Math.min(lanes().scrollLeft, lanes().scrollTop)).toBeGreaterThan(0);
      return { left: lanes().scrollLeft, top: lanes().scrollTop };
    },
    { timeout: 8_000 },
  );
  await goAndComeBack();
  await expect.element(page.getByRole('heading', { name: /24 November/ })).toBeVisible();
  await vi.waitFor(() => expect(Math.abs(lanes().scrollLeft - left)).toBeLessThan(6));
  await vi.waitFor(() => expect(lanes().scrollTop).toBe(top));
  // And by the browser's own ways.
  await userEvent.keyboard('{Alt>}2{/Alt}');
  await expect.element(page.getByRole('heading', { name: 'Clients' })).toBeVisible();
  window.history.back();
  await expect.element(page.getByRole('heading', { name: /24 November/ })).toBeVisible();
});

test('where today was shown, the timeline comes back with the day that is today by then', async () => {
  const desk = await open();
  await userEvent.keyboard('{Alt>}2{/Alt}');
  await expect.element(page.getByRole('heading', { name: 'Clients' })).toBeVisible();
  desk.setNow(at('2026-11-24T08:00'));
  await userEvent.keyboard('{Alt>}1{/Alt}');
  await expect.element(page.getByRole('heading', { name: /24 November/ })).toBeVisible();
});
