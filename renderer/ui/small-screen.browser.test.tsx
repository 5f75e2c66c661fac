import { beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { must } from '#shared/lib/must.ts';
import { notify } from '#renderer/ui/notice.tsx';
import { id, location } from '#tests/builders/clinic.ts';
import { AppOnDesk } from '#tests/harness/app-on-desk.tsx';
import { demoDesk } from '#tests/harness/panels/demo-desk.ts';

/** What a window of 1280 by 800 shows at 200 %. */
const small = { width: 640, height: 400 };

beforeEach(async () => {
  await page.viewport(small.width, small.height);
  window.history.replaceState(null, '', '#/timeline');
  const desk = demoDesk();
  desk.view.put('locations', location({ id: id('loc', 2), name: 'A second place with a long name', order: 2 }));
  desk.setStatus({ unsentCount: 6, connection: 'offline' });
  await render(<AppOnDesk desk={desk} />);
  await expect.element(page.getByRole('button', { name: 'Today' })).toBeVisible();
});

function boxesIn(selector: string): readonly DOMRect[] {
  const found = [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
  return found.map((one) => one.getBoundingClientRect()).filter(({ width, height }) => width > 2 && height > 2);
}

const isOnScreen = ({ left, right }: DOMRect): boolean => left >= 0 && right <= small.width;
const overlap = (a: DOMRect, b: DOMRect): boolean =>
  a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;

test('at 200 % everything of the bar and of the toolbar is on the screen, and nothing lies on its neighbour', async () => {
  for (const selector of [
    'header button, header [role="combobox"]',
    '.tl-toolbar button, .tl-toolbar label, .tl-title-words',
  ]) {
    const boxes = boxesIn(selector);
    expect(boxes.length).toBeGreaterThan(5);
    expect(boxes.filter((box) => !isOnScreen(box))).toEqual([]);
  }
  const bar = boxesIn('header button, header [role="combobox"]');
  expect(bar.filter((box, at) => bar.some((other, index) => index > at && overlap(box, other)))).toEqual([]);
  const words = must(document.querySelector<HTMLElement>('.tl-title-words'), 'title');
  expect(words.scrollWidth).toBeLessThanOrEqual(must(words.parentElement, 'button').clientWidth);
  // Signs alone have names still.
  await expect.element(page.getByRole('button', { name: 'Walk-in' })).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Clients', exact: true })).toBeVisible();
});

test('at 200 % no screen scrolls sideways', async () => {
  for (const [digit, name] of ['Timeline', 'Clients', 'Conflicts', 'Import', 'Settings'].entries()) {
    await userEvent.keyboard(`{Alt>}${digit + 1}{/Alt}`);
    await vi.waitFor(() => expect(window.location.hash).toContain(name.toLowerCase()));
    const main = must(document.querySelector('main'), 'main');
    await vi.waitFor(() => expect([name, document.documentElement.scrollWidth]).toEqual([name, small.width]));
    expect([name, main.scrollWidth]).toEqual([name, main.clientWidth]);
  }
});

test('at 200 % a notice covers neither the buttons of the form nor of the bar', async () => {
  await page.getByRole('button', { name: 'New', exact: true }).click();
  const book = page.getByRole('button', { name: 'Book', exact: true });
  await expect.element(book).toBeVisible();
  notify({ tone: 'problem', title: 'Not done', text: 'Somebody else has changed this meanwhile.' });
  await vi.waitFor(() => expect(boxesIn('.mantine-Notification-root')).toHaveLength(1));
  const notice = must(boxesIn('.mantine-Notification-root')[0], 'notice');
  const under = [...boxesIn('header button'), book.element().getBoundingClientRect()];
  expect(isOnScreen(notice)).toBe(true);
  expect(under.filter((box) => overlap(box, notice))).toEqual([]);
  const { bottom, right } = book.element().getBoundingClientRect();
  expect([bottom <= small.height, right <= small.width]).toEqual([true, true]);
});
