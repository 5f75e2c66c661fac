import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { plusMinutes } from '#shared/time/instant.ts';
import { BookingPanel } from '#renderer/appointments/booking-panel.tsx';
import { anotherHold } from '#tests/builders/held-elsewhere.ts';
import { at } from '#tests/builders/clinic.ts';
import type { InMemoryDesk } from '#tests/builders/in-memory-desk.ts';
import { demo, demoDesk } from '#tests/harness/panels/demo-desk.ts';
import { Shown } from '#tests/harness/panels/shown.tsx';

const draft = { clientId: demo.torres, serviceId: demo.checkUp };
const book = page.getByRole('button', { name: 'Book', exact: true });

async function open(desk: InMemoryDesk) {
  const onBooked = vi.fn<(id: string) => void>();
  await render(
    <Shown desk={desk}>
      <BookingPanel draft={draft} onClose={() => undefined} onBooked={onBooked} />
    </Shown>,
  );
  return onBooked;
}

test('[HU1] an open form holds its time and counts down; only the words are read out', async () => {
  await open(demoDesk());
  const countdown = page.getByTestId('hold-countdown');
  await expect.poll(() => countdown.query()?.textContent).toMatch(/^\d:\d\d$/);
  const said = [...document.querySelectorAll('[role=status]')].map((one) => one.textContent);
  expect(said).toContain('Held for you');
  await expect.element(page.getByRole('button', { name: 'Extend' })).toBeVisible();
});

test('[HU3] past the end, the first Enter is refused and the second one books', async () => {
  const desk = demoDesk();
  const onBooked = await open(desk);
  await expect.element(page.getByTestId('hold-countdown')).toBeVisible();
  desk.setNow(plusMinutes(desk.now(), 6));
  await book.click();
  await expect.element(page.getByText(/held for you again/)).toBeVisible();
  expect(onBooked).not.toHaveBeenCalled();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(onBooked).toHaveBeenCalledOnce());
});

test('[HU5] a time that another desk takes while the form is open is given up for the next free one', async () => {
  const desk = demoDesk();
  await open(desk);
  const time = page.getByRole('textbox', { name: 'Time' });
  await expect.element(page.getByTestId('hold-countdown')).toBeVisible();
  const before = time.element().getAttribute('value');
  const resourceIds = [...desk.view.all('resources').keys()];
  const span = { start: at('00:00'), end: at('12:00') };
  const claims = resourceIds.map((resourceId) => ({ resourceId, ...span, lane: 0, part: 'visit' as const }));
  desk.view.putHolds(anotherHold({ resourceId: resourceIds[0] ?? '', ...span }, { claims }));
  await expect.poll(() => time.element().getAttribute('value')).not.toBe(before);
});
