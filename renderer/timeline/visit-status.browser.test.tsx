import { expect, test, vi } from 'vitest';
import { page as screen, userEvent } from 'vitest/browser';
import { at, id } from '#tests/builders/clinic.ts';
import { openTimeline, type TimelinePage } from '#tests/builders/timeline-page.tsx';

async function openMenu(page: TimelinePage): Promise<readonly (string | null)[]> {
  await vi.waitFor(() => page.chip('Physiotherapy'), 5_000);
  await userEvent.click(page.chip('Physiotherapy'), { button: 'right' });
  await expect.element(screen.getByRole('menuitem', { name: 'Open' })).toBeVisible();
  return [...document.querySelectorAll('[role="menuitem"]')].map((item) => item.textContent);
}

test('[ST6] the menu of a visit on a day to come offers neither arrived nor no-show', async () => {
  const page = await openTimeline({ now: at('2026-11-22T07:00') });
  page.timeline().showDate('2026-11-23');
  expect(await openMenu(page)).toEqual(['To be confirmed', 'Open', 'Copy', 'Cancel…']);
});

test('a no-show that leaves the timeline says so, and Undo brings it back', async () => {
  const page = await openTimeline();
  const status = () => page.view.find('appointments', id('appt', 1))?.status;
  await openMenu(page);
  await screen.getByRole('menuitem', { name: 'No-show' }).click();
  await expect.element(screen.getByText(/no-show\. Such visits are not on the timeline/)).toBeVisible();
  expect([status(), page.chips('Physiotherapy').length]).toEqual(['noshow', 0]);
  await screen.getByRole('button', { name: 'Undo' }).click();
  await vi.waitFor(() => expect(page.chips('Physiotherapy').length).toBeGreaterThan(0));
  expect(status()).toBe('booked');
});
