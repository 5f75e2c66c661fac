import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { BlockPanel } from '#renderer/appointments/block-panel.tsx';
import { BookingPanel } from '#renderer/appointments/booking-panel.tsx';
import { InspectorPanel } from '#renderer/appointments/inspector-panel.tsx';
import { toIso } from '#shared/time/instant.ts';
import { at } from '#tests/builders/clinic.ts';
import type { InMemoryDesk } from '#tests/builders/in-memory-desk.ts';
import { demo, demoDesk } from '#tests/harness/panels/demo-desk.ts';
import { Shown } from '#tests/harness/panels/shown.tsx';

const day = page.getByRole('textbox', { name: 'Day', exact: true });
const time = page.getByRole('textbox', { name: 'Time' });
const minutes = page.getByRole('textbox', { name: 'Minutes' });
const times = page.getByRole('textbox', { name: 'How many times' });
const held = page.getByTestId('hold-countdown');
const notADay = page.getByText('Not a day', { exact: true });

/** A check-up on Tuesday 24 November at ten in Berlin. */
async function openBooking(): Promise<InMemoryDesk> {
  const desk = demoDesk();
  const draft = {
    resourceId: demo.chen,
    start: at('2026-11-24T09:00'),
    clientId: demo.torres,
    serviceId: demo.checkUp,
  };
  await render(
    <Shown desk={desk}>
      <BookingPanel draft={draft} onClose={() => {}} onBooked={() => {}} />
    </Shown>,
  );
  await expect.element(held).toBeVisible();
  return desk;
}

/** Long enough for what would have been sent. */
async function nothingIsSent(desk: InMemoryDesk): Promise<void> {
  await new Promise((done) => setTimeout(done, 60));
  expect(desk.submitted).toEqual([]);
}

function bookedStarts(desk: InMemoryDesk): string[] {
  return desk.submitted.flatMap(({ intent }) =>
    intent.name === 'appointment.book' ? [toIso(intent.input.start)] : [],
  );
}

test.each(['30.2.', '2026-02-31', '1.1.9999', 'next fri'])(
  '%s is no day: it stays in the field, holds nothing, and Enter books no other day',
  async (typed) => {
    const desk = await openBooking();
    await day.fill(typed);
    await userEvent.keyboard('{Enter}');
    await expect.element(notADay).toBeVisible();
    await expect.element(held).not.toBeInTheDocument();
    await userEvent.keyboard('{Tab}');
    await expect.element(day).toHaveValue(typed);
    await page.getByRole('button', { name: 'Book', exact: true }).click();
    await expect.element(day).toHaveFocus();
    await nothingIsSent(desk);
  },
);

test('a day is put right, and is the one that is booked, with its year where that is another', async () => {
  const desk = await openBooking();
  await day.fill('30.2.');
  await userEvent.keyboard('{Tab}');
  await expect.element(notADay).toBeVisible();
  await expect.element(time).toHaveValue('10:00');
  await expect.element(minutes).toHaveValue('30');
  await day.fill('4.3.2030');
  await userEvent.keyboard('{Tab}');
  await expect.element(day).toHaveValue('Mon 4 Mar 2030');
  await expect.element(notADay).not.toBeInTheDocument();
  await page.getByRole('button', { name: 'Book', exact: true }).click();
  await vi.waitFor(() => expect(bookedStarts(desk)).toEqual(['2030-03-04T09:00:00.000Z']));
});

test('a day that was emptied is not the day before, and a chip fills it again', async () => {
  const desk = await openBooking();
  await day.fill('');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('Enter a day', { exact: true })).toBeVisible();
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await nothingIsSent(desk);
  const chip = page
    .getByRole('button')
    .filter({ hasText: /^\d\d:\d\d$/ })
    .first();
  const chipTime = chip.element().textContent;
  await chip.click();
  await expect.element(page.getByText('Enter a day', { exact: true })).not.toBeInTheDocument();
  await expect.element(day).toHaveValue('Mon 23 Nov');
  await expect.element(time).toHaveValue(chipTime);
});

test.each(['99', '25:00', 'soon', ''])('%j is no time, and Enter does not book the one before', async (typed) => {
  const desk = await openBooking();
  await time.fill(typed);
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText(typed === '' ? 'Enter a time' : 'Not a time', { exact: true })).toBeVisible();
  await expect.element(held).not.toBeInTheDocument();
  await userEvent.keyboard('{Tab}');
  await expect.element(day).not.toHaveAttribute('aria-invalid', 'true');
  await expect.element(time).toHaveValue(typed);
  await nothingIsSent(desk);
});

test('a half-typed time is booked as it is read, not as it was before', async () => {
  const desk = await openBooking();
  await time.fill('9');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await vi.waitFor(() => expect(bookedStarts(desk)).toEqual(['2026-11-24T08:00:00.000Z']));
});

test.each(['0', '1441', ''])('%j are no minutes: the field says so, and Enter books no other length', async (typed) => {
  const desk = await openBooking();
  await minutes.fill('7');
  await minutes.fill(typed);
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('1 to 1440')).toBeVisible();
  await expect.element(held).not.toBeInTheDocument();
  await userEvent.keyboard('{Tab}');
  await expect.element(minutes).toHaveValue(typed);
  await nothingIsSent(desk);
  await minutes.fill('20');
  await expect.element(page.getByText('1 to 1440')).not.toBeInTheDocument();
});

test.each(['0', '10000', ''])('a series of %j dates is not one of the number before', async (typed) => {
  const desk = await openBooking();
  await page.getByText('Weekly', { exact: true }).click();
  await expect.element(page.getByRole('button', { name: 'Book 12 dates' })).toBeVisible();
  await times.fill(typed);
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('1 to 9999')).toBeVisible();
  await expect.element(page.getByRole('button', { name: /Book \d/ })).not.toBeInTheDocument();
  await userEvent.keyboard('{Tab}');
  await expect.element(times).toHaveValue(typed);
  await nothingIsSent(desk);
});

test('how many apart and the last day of a series wait in the same way', async () => {
  const desk = await openBooking();
  await page.getByText('Weekly', { exact: true }).click();
  const apart = page.getByRole('textbox', { name: 'How many apart' });
  await apart.fill('0');
  await expect.element(page.getByText('1 to 99', { exact: true })).toBeVisible();
  await apart.fill('1');
  await page.getByText('Until', { exact: true }).click();
  const last = page.getByRole('textbox', { name: 'Last day' });
  await last.fill('31.4.');
  await userEvent.keyboard('{Enter}');
  await expect.element(notADay).toBeVisible();
  await expect.element(page.getByRole('button', { name: /Book \d/ })).not.toBeInTheDocument();
  await nothingIsSent(desk);
  await last.fill('8.12.');
  await expect.element(page.getByRole('button', { name: 'Book 3 dates' })).toBeVisible();
});

test('time is not blocked until a day that does not exist', async () => {
  const desk = demoDesk();
  await render(
    <Shown desk={desk}>
      <BlockPanel draft={{ resourceId: demo.room1, start: at('12:00'), end: at('13:00') }} onClose={() => {}} />
    </Shown>,
  );
  await page.getByRole('textbox', { name: 'Until' }).fill('31.11.');
  await userEvent.keyboard('{Enter}');
  await expect.element(notADay).toBeVisible();
  // Another first day does not fill in the last one.
  await page.getByRole('textbox', { name: 'From' }).fill('24.11.');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('textbox', { name: 'Until' })).toHaveValue('31.11.');
  await nothingIsSent(desk);
});

test('a visit is not moved to a day that does not exist; what was typed can be thrown away', async () => {
  const desk = demoDesk();
  await render(
    <Shown desk={desk}>
      <InspectorPanel appointmentId={demo.booked} onClose={() => {}} />
    </Shown>,
  );
  await time.fill('1300');
  await day.fill('31.11.');
  await userEvent.keyboard('{Enter}');
  await expect.element(notADay).toBeVisible();
  await minutes.fill('0');
  await userEvent.keyboard('{Enter}');
  await nothingIsSent(desk);
  await page.getByRole('button', { name: 'Leave it' }).click();
  await expect.element(notADay).not.toBeInTheDocument();
  await expect.element(day).toHaveValue('Mon 23 Nov');
  await expect.element(minutes).toHaveValue('30');
});
