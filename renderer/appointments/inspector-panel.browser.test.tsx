import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { InspectorPanel } from '#renderer/appointments/inspector-panel.tsx';
import { toIso } from '#shared/time/instant.ts';
import { at, id } from '#tests/builders/clinic.ts';
import type { InMemoryDesk } from '#tests/builders/in-memory-desk.ts';
import { demo, demoDesk } from '#tests/harness/panels/demo-desk.ts';
import { Shown } from '#tests/harness/panels/shown.tsx';

const nothing = (): void => undefined;

function panel(desk: InMemoryDesk, appointmentId: string) {
  return (
    <Shown desk={desk}>
      <InspectorPanel appointmentId={appointmentId} onClose={nothing} />
    </Shown>
  );
}

const notes = page.getByRole('textbox', { name: 'Notes' });

function visit(desk: InMemoryDesk, appointmentId: string = demo.booked) {
  const found = desk.view.find('appointments', appointmentId);
  if (found === null) throw new Error('the visit is there');
  return found;
}

function noteFromElsewhere(desk: InMemoryDesk, to: string): void {
  const from = visit(desk).notes;
  desk.arrive({ name: 'appointment.edit-details', input: { appointmentId: demo.booked, notes: { from, to } } });
}

test('notes that were typed and not saved survive another appointment and come back', async () => {
  const desk = demoDesk();
  const screen = await render(panel(desk, demo.booked));
  await notes.fill('Wants to change the doctor');
  await screen.rerender(panel(desk, id('appt', 2)));
  await expect.element(notes).toHaveValue('');
  await screen.rerender(panel(desk, demo.booked));
  await expect.element(notes).toHaveValue('Wants to change the doctor');
  expect(visit(desk).notes).toBe('Brings the letter of her cardiologist.');
});

test('typed notes stay when others arrive; both are shown, and saving keeps both', async () => {
  const desk = demoDesk();
  await render(panel(desk, demo.booked));
  await notes.fill('Needs a wheelchair');
  noteFromElsewhere(desk, 'Allergic to latex');
  await expect.element(notes).toHaveValue('Needs a wheelchair');
  await expect.element(page.getByText('Allergic to latex')).toBeVisible();
  await notes.click();
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.poll(() => visit(desk).notes).toBe('Allergic to latex\nNeeds a wheelchair');
  await expect.element(notes).toHaveValue('Allergic to latex\nNeeds a wheelchair');
});

test('notes that nobody typed on follow what arrives', async () => {
  const desk = demoDesk();
  await render(panel(desk, demo.booked));
  noteFromElsewhere(desk, 'Called back');
  await expect.element(notes).toHaveValue('Called back');
  await expect.element(page.getByRole('button', { name: 'Discard' })).not.toBeInTheDocument();
});

test('the next status is one press, and its reverse is in the menu', async () => {
  const desk = demoDesk();
  await render(panel(desk, demo.booked));
  await page.getByRole('button', { name: 'Arrived' }).click();
  await expect.poll(() => visit(desk).status).toBe('arrived');
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Back to booked' }).click();
  await expect.poll(() => visit(desk).status).toBe('booked');
  expect(desk.submitted.map(({ options }) => options.label)).toEqual([
    'appointments.undo.status',
    'appointments.undo.status',
  ]);
});

test('[ST6] before its day a visit offers no arrival, and a cancelled one that leaves the timeline can be had back', async () => {
  const desk = demoDesk({ now: at('2026-11-22T09:07') });
  await render(panel(desk, demo.booked));
  await page.getByRole('button', { name: 'Change status' }).click();
  await expect.element(page.getByRole('menuitem', { name: 'To be confirmed' })).toBeVisible();
  const offered = page.getByRole('menuitem').elements();
  expect(offered.map((one) => one.textContent)).toEqual(['Cancel…', 'To be confirmed']);
  await page.getByRole('menuitem', { name: 'Cancel…' }).click();
  await page.getByRole('button', { name: 'Cancel the visit' }).click();
  await expect.element(page.getByText(/cancelled\. Such visits are not on the timeline/)).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => visit(desk).status).toBe('booked');
});

test('what is only on this desk is never called saved', async () => {
  const desk = demoDesk({ isOffline: true });
  await render(panel(desk, demo.booked));
  await expect.element(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Arrived' }).click();
  await expect.element(page.getByText('Saved on this desk · not sent yet')).toBeVisible();
});

test('a typed time is tried out at once, and nothing moves until it is applied', async () => {
  const desk = demoDesk();
  await render(panel(desk, demo.booked));
  const time = page.getByRole('textbox', { name: 'Time' });
  await time.fill('1130');
  await expect
    .element(page.getByRole('alert').filter({ hasText: /Dr\. Lin Chen · 11:30–12:00 · Anastasia/ }))
    .toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Change time' })).toBeDisabled();
  await time.fill('1400');
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
  expect(toIso(visit(desk).start)).toBe('2026-11-23T09:00:00.000Z');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => toIso(visit(desk).start)).toBe('2026-11-23T13:00:00.000Z');
});

test('moving and lengthening at once are two commands, and both can be undone', async () => {
  const desk = demoDesk();
  await render(panel(desk, demo.booked));
  await page.getByRole('textbox', { name: 'Time' }).fill('1400');
  await page.getByRole('textbox', { name: 'Minutes' }).fill('45');
  await page.getByRole('button', { name: 'Change time' }).click();
  await expect.poll(() => visit(desk).end - visit(desk).start).toBe(45 * 60_000);
  expect(desk.submitted.map(({ intent }) => intent.name)).toEqual(['appointment.move', 'appointment.resize']);
});

test('a room that is taken is refused at its own field, and the old one stays', async () => {
  const desk = demoDesk();
  await render(panel(desk, demo.booked));
  await page.getByRole('combobox', { name: 'Room' }).click();
  await page.getByRole('option', { name: 'Room 2 · taken' }).click();
  await expect.element(page.getByRole('alert').filter({ hasText: /Room 2 · 10:00–10:45 · 王小明/ })).toBeVisible();
  await expect.element(page.getByRole('combobox', { name: 'Room' })).toHaveValue('Room 1');
});

test('cancelling asks for the reason first', async () => {
  const desk = demoDesk();
  await render(panel(desk, demo.booked));
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Cancel…' }).click();
  await userEvent.fill(page.getByRole('textbox', { name: 'Reason for cancelling' }), 'Fever');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => visit(desk)).toMatchObject({ status: 'cancelled', cancelReason: 'Fever' });
});

test('a visit without a place offers ways out, and one press gives it a place', async () => {
  const desk = demoDesk();
  await render(panel(desk, demo.displaced));
  await expect.element(page.getByText('This visit has no place: its time was taken.')).toBeVisible();
  await page.getByRole('list', { name: 'Ways to solve it' }).getByRole('button').first().click();
  await expect.poll(() => visit(desk, demo.displaced).displacement).toBeNull();
});

test('the client is exchanged without touching the notes', async () => {
  const desk = demoDesk();
  await render(panel(desk, demo.booked));
  await page.getByRole('textbox', { name: 'Client' }).fill('pet');
  await page.getByRole('option', { name: 'Peter Müller', exact: false }).click();
  await expect.poll(() => visit(desk).clientIds).toEqual([id('client', 5)]);
  expect(visit(desk).notes).toBe('Brings the letter of her cardiologist.');
});

test('another service keeps the practitioner who can do it', async () => {
  const desk = demoDesk();
  await render(panel(desk, demo.booked));
  await page.getByRole('combobox', { name: 'Service' }).click();
  await page.getByRole('option', { name: 'Ultrasound scan', exact: false }).click();
  await expect.poll(() => visit(desk).serviceId).toBe(demo.scan);
  expect(visit(desk).phases.every(({ resourceIds }) => resourceIds.includes(demo.chen))).toBe(true);
});

test('offline, the history says where it is kept', async () => {
  const desk = demoDesk({ isOffline: true });
  await render(panel(desk, demo.booked));
  await page.getByRole('tab', { name: 'History' }).click();
  await expect.element(page.getByText(/The history is kept on the server, which does not answer now/)).toBeVisible();
  desk.setStatus({ connection: 'online' });
  await expect.element(page.getByText(/Nothing has been written down/)).toBeVisible();
});

test('an appointment that this desk does not have is said to be elsewhere', async () => {
  await render(panel(demoDesk({ now: at('09:07') }), id('appt', 404)));
  await expect.element(page.getByText(/This appointment is not on this desk/)).toBeVisible();
});
