import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { at } from '#tests/builders/clinic.ts';
import type { InMemoryDesk } from '#tests/builders/in-memory-desk.ts';
import { demo, demoDesk } from '#tests/harness/panels/demo-desk.ts';
import { Shown } from '#tests/harness/panels/shown.tsx';
import { WalkInPanel } from '#renderer/walk-ins/walk-in-panel.tsx';

async function open(desk: InMemoryDesk) {
  const onBooked = vi.fn<(appointmentId: string) => void>();
  await render(
    <Shown desk={desk}>
      <WalkInPanel onClose={() => undefined} onBooked={onBooked} />
    </Shown>,
  );
  await expect.element(page.getByRole('textbox', { name: 'Client' })).toHaveFocus();
  return onBooked;
}

test('nobody yet, a service, Enter: three actions, and the visit has arrived', async () => {
  const desk = demoDesk({ now: at('12:07') });
  const onBooked = await open(desk);
  await userEvent.keyboard('{Enter}');
  await userEvent.keyboard('che');
  await expect.element(page.getByRole('option', { name: 'Check-up', exact: false })).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('Now', { exact: true })).toBeVisible();
  await expect.element(page.getByText(/· Room \d/)).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(onBooked).toHaveBeenCalledOnce());
  const made = desk.view.find('appointments', onBooked.mock.calls[0]?.[0] ?? '');
  expect(made).toMatchObject({
    status: 'arrived',
    source: 'walk-in',
    start: at('12:07'),
    clientIds: [],
    displacement: null,
  });
});

test('where all are busy the wait is told before anything is promised', async () => {
  const desk = demoDesk({ now: at('09:07') });
  await open(desk);
  await page.getByRole('combobox', { name: 'Service' }).click();
  await page.getByRole('option', { name: 'Physiotherapy', exact: false }).click();
  await expect.element(page.getByText(/^In .* \(\d\d:\d\d\)$/)).toBeVisible();
  await expect.element(page.getByText('Giulia Rossi · Room 1')).toBeVisible();
});

test('the stand-ins go along, so that another desk that was faster costs nothing', async () => {
  const desk = demoDesk({ now: at('12:07') });
  const onBooked = await open(desk);
  await page.getByRole('combobox', { name: 'Service' }).click();
  await page.getByRole('option', { name: 'Check-up', exact: false }).click();
  await page.getByRole('button', { name: 'Take in' }).dblClick();
  await vi.waitFor(() => expect(onBooked).toHaveBeenCalledOnce());
  expect(desk.submitted).toHaveLength(1);
  const [only] = desk.submitted;
  const substitutes = only?.intent.name === 'appointment.book' ? only.intent.input.substitutes : [];
  expect(substitutes.flatMap(({ alternativeIds }) => alternativeIds)).toContain(demo.rossi);
});
