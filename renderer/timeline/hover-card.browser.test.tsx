import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { must } from '#shared/lib/must.ts';
import { clinic } from '#tests/builders/clinic.ts';
import { mouse, openTimeline } from '#tests/builders/timeline-page.tsx';
import { visit } from '#tests/builders/visit.ts';

test('the card of a visit opens for the keyboard after a moment and closes with the next key', async () => {
  const page = await openTimeline({ visits: [visit({ label: 'Ada', notes: 'Left knee' })] });
  page.chip('Ada').focus();
  await userEvent.keyboard('{ArrowRight}');
  page.chip('Ada').blur();
  page.chip('Ada').focus();
  expect(document.querySelector('.tl-card')).toBeNull();
  await vi.waitFor(() => expect(document.querySelector('.tl-card')?.textContent).toContain('Left knee'), 2_000);
  const card = must(document.querySelector('.tl-card'), 'card').getBoundingClientRect();
  const chip = page.chip('Ada').getBoundingClientRect();
  expect(card.top >= chip.bottom || card.bottom <= chip.top).toBe(true);
  await userEvent.keyboard('{Shift}');
  await vi.waitFor(() => expect(document.querySelector('.tl-card')).toBeNull());
});

test('the card is gone at once when the visit is taken in hand or the mouse leaves', async () => {
  const page = await openTimeline();
  const chip = page.chip('Physiotherapy');
  await userEvent.hover(chip);
  await vi.waitFor(() => expect(document.querySelector('.tl-card')).not.toBeNull(), 2_000);
  await userEvent.hover(page.lane(clinic.ben));
  await vi.waitFor(() => expect(document.querySelector('.tl-card')).toBeNull(), 200);
  await userEvent.hover(chip);
  await vi.waitFor(() => expect(document.querySelector('.tl-card')).not.toBeNull(), 2_000);
  mouse.press(chip);
  await mouse.moveBy(20, 0);
  expect(document.querySelector('.tl-card')).toBeNull();
  await mouse.release();
});

test('the card follows what the server answered between the pointing and its opening', async () => {
  const booked = visit({ label: 'Ada', notes: 'Left knee' });
  const page = await openTimeline({ visits: [booked] });
  const shown = must(page.view.find('appointments', booked.id), 'visit');
  page.view.change([{ collection: 'appointments', document: shown }], true);
  await vi.waitFor(() => expect(page.chip('Ada').querySelector('[data-pending]')).not.toBeNull());
  page.chip('Ada').focus();
  await userEvent.keyboard('{ArrowRight}');
  page.chip('Ada').blur();
  page.chip('Ada').focus();
  page.view.change([{ collection: 'appointments', document: shown }], false);
  await vi.waitFor(() => expect(document.querySelector('.tl-card')?.textContent).toContain('Left knee'), 2_000);
  expect(document.querySelector('.tl-card')?.textContent).not.toContain('Saved on this desk');
  expect(document.querySelector('.tl-card')?.textContent).not.toContain('Provisional');
});
