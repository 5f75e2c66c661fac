import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { BookingDraft } from '#renderer/appointments/booking-draft.ts';
import { BookingPanel } from '#renderer/appointments/booking-panel.tsx';
import { must } from '#shared/lib/must.ts';
import { toIso } from '#shared/time/instant.ts';
import { at, id } from '#tests/builders/clinic.ts';
import type { InMemoryDesk } from '#tests/builders/in-memory-desk.ts';
import { demo, demoDesk } from '#tests/harness/panels/demo-desk.ts';
import { Shown } from '#tests/harness/panels/shown.tsx';

async function open(desk: InMemoryDesk, draft: BookingDraft = {}) {
  const onBooked = vi.fn<(appointmentId: string) => void>();
  const onClose = vi.fn<() => void>();
  await render(
    <Shown desk={desk}>
      <BookingPanel draft={draft} onClose={onClose} onBooked={onBooked} />
    </Shown>,
  );
  return { onBooked, onClose };
}

const book = page.getByRole('button', { name: 'Book', exact: true });
const service = page.getByRole('combobox', { name: 'Service' });

async function choose(letters: string, option: string): Promise<void> {
  await userEvent.keyboard(letters);
  await expect.element(page.getByRole('option', { name: option, exact: false })).toBeVisible();
  await userEvent.keyboard('{Enter}');
}

function bookings(desk: InMemoryDesk) {
  return desk.submitted.flatMap(({ intent }) => (intent.name === 'appointment.book' ? [intent.input] : []));
}

test('a known client and a known service are booked at the next free time with five keys and words', async () => {
  const desk = demoDesk();
  const { onBooked } = await open(desk);
  await expect.element(page.getByRole('textbox', { name: 'Client' })).toHaveFocus();
  await choose('tor', 'Ana Torres');
  await expect.element(service).toHaveFocus();
  await choose('che', 'Check-up');
  await expect.element(book).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(onBooked).toHaveBeenCalledOnce());
  const [made] = bookings(desk);
  expect(made?.client).toEqual({ kind: 'known', id: demo.torres });
  expect(toIso(made?.start ?? at('00:00'))).toBe('2026-11-23T09:30:00.000Z');
  const saved = desk.view.find('appointments', made?.appointmentId ?? '');
  expect(saved?.displacement).toBeNull();
});

test('a double click on Book books once', async () => {
  const desk = demoDesk();
  const { onBooked } = await open(desk, { clientId: demo.torres, serviceId: demo.checkUp });
  await book.dblClick();
  await vi.waitFor(() => expect(onBooked).toHaveBeenCalled());
  expect(bookings(desk)).toHaveLength(1);
  expect(onBooked).toHaveBeenCalledOnce();
});

test('somebody new is put on file with their telephone by the booking itself', async () => {
  const desk = demoDesk();
  const { onBooked } = await open(desk, { serviceId: demo.checkUp });
  await page.getByRole('textbox', { name: 'Client' }).fill('Noor Aziz');
  await page.getByRole('option', { name: 'New client: Noor Aziz' }).click();
  await expect.element(page.getByRole('textbox', { name: 'Phone' })).toHaveFocus();
  await userEvent.keyboard('555 77');
  await book.click();
  await vi.waitFor(() => expect(onBooked).toHaveBeenCalledOnce());
  const clients = [...desk.view.all('clients').values()].filter(({ name }) => name === 'Noor Aziz');
  expect(clients.map(({ phone }) => phone)).toEqual(['555 77']);
});

test('a name that was typed and not chosen is kept as a note of who it is for', async () => {
  const desk = demoDesk();
  await open(desk, { serviceId: demo.checkUp });
  await page.getByRole('textbox', { name: 'Client' }).fill('the tall one');
  await page.getByRole('textbox', { name: 'Notes' }).click();
  await book.click();
  await vi.waitFor(() => expect(bookings(desk)).toHaveLength(1));
  expect(bookings(desk)[0]).toMatchObject({ client: { kind: 'nobody' }, label: 'the tall one' });
});

test('a taken slot says at once who has it, and a chip moves the booking to the next free time', async () => {
  const desk = demoDesk();
  await open(desk, { resourceId: demo.room1, start: at('10:00'), clientId: demo.torres, serviceId: demo.checkUp });
  await expect
    .element(page.getByRole('alert').filter({ hasText: /Room 1 · 11:00–11:30 · Peter Müller \(Check-up\)/ }))
    .toBeVisible();
  await book.click();
  expect(bookings(desk)).toHaveLength(0);
  await page.getByRole('button', { name: '11:30' }).click();
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
  await book.click();
  await vi.waitFor(() => expect(bookings(desk)).toHaveLength(1));
  expect(bookings(desk)[0]?.phases[0]?.resourceIds).toContain(demo.room1);
});

test('a clash that arrives while the form is open is shown in it', async () => {
  const desk = demoDesk();
  await open(desk, { resourceId: demo.room1, start: at('13:00'), clientId: demo.torres, serviceId: demo.checkUp });
  await expect.element(book).toBeVisible();
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
  const input = {
    blockId: id('block', 1),
    resourceId: demo.room1,
    start: at('13:00'),
    end: at('14:00'),
    kind: 'maintenance',
    reason: 'Painting',
  } as const;
  desk.arrive({ name: 'block.put', input });
  await expect.element(page.getByRole('alert').filter({ hasText: /Room 1 · 14:00–15:00 · Painting/ })).toBeVisible();
});

test('a full disk is not shown as saved, and the form keeps everything', async () => {
  const desk = demoDesk();
  const { onBooked } = await open(desk, { clientId: demo.torres, serviceId: demo.checkUp });
  await page.getByRole('textbox', { name: 'Notes' }).fill('Bring the X-rays');
  desk.fillDisk(true);
  await book.click();
  await expect.element(page.getByRole('alert').filter({ hasText: /disk of this computer is full/ })).toBeVisible();
  await expect.element(page.getByRole('textbox', { name: 'Notes' })).toHaveValue('Bring the X-rays');
  expect(onBooked).not.toHaveBeenCalled();
  desk.fillDisk(false);
  await book.click();
  await vi.waitFor(() => expect(onBooked).toHaveBeenCalledOnce());
  expect(bookings(desk)).toHaveLength(1);
});

test('a time that the clocks skip is moved later, and the form says to when', async () => {
  const desk = demoDesk();
  await open(desk, { serviceId: demo.checkUp, start: at('2027-03-27T11:00') });
  await page.getByRole('textbox', { name: 'Day' }).fill('28.3.2027');
  await page.getByRole('textbox', { name: 'Time' }).fill('0230');
  await expect.element(page.getByText(/02:30 does not exist that day\. It becomes 03:30\./)).toBeVisible();
  await book.click();
  await vi.waitFor(() => expect(bookings(desk)).toHaveLength(1));
  expect(toIso(bookings(desk)[0]?.start ?? at('00:00'))).toBe('2027-03-28T01:30:00.000Z');
});

test('a time that happens twice is the first one, unless the second is chosen', async () => {
  const desk = demoDesk();
  await open(desk, { serviceId: demo.checkUp, start: at('2027-10-30T11:00') });
  await page.getByRole('textbox', { name: 'Day' }).fill('31.10.2027');
  await page.getByRole('textbox', { name: 'Time' }).fill('0230');
  await expect.element(page.getByText(/02:30 happens twice that day\./)).toBeVisible();
  await expect.element(page.getByRole('radio', { name: 'First (GMT+2)' })).toBeChecked();
  await page.getByText('Second (GMT+1)').click();
  await book.click();
  await vi.waitFor(() => expect(bookings(desk)).toHaveLength(1));
  expect(toIso(bookings(desk)[0]?.start ?? at('00:00'))).toBe('2027-10-31T01:30:00.000Z');
});

test('a closed clinic warns and books all the same', async () => {
  const desk = demoDesk();
  await open(desk, { serviceId: demo.checkUp, start: at('20:00') });
  await expect.element(page.getByText(/Mitte is closed then\. It can be booked all the same\./)).toBeVisible();
  await book.click();
  await vi.waitFor(() => expect(bookings(desk)).toHaveLength(1));
});

test('a person who is off duty is named, and booked all the same', async () => {
  const desk = demoDesk();
  const chen = must(desk.view.find('resources', demo.chen), 'Dr. Chen');
  desk.view.put('resources', { ...chen, exceptions: [{ date: '2026-11-24', hours: [], reason: '' }] });
  await open(desk, { resourceId: demo.chen, serviceId: demo.checkUp, start: at('2026-11-24T09:00') });

  await expect.element(page.getByText('Off duty then: Dr. Lin Chen. It can be booked all the same.')).toBeVisible();
  await book.click();
  await vi.waitFor(() => expect(bookings(desk)).toHaveLength(1));
});

test('a text that is too long names its field', async () => {
  const desk = demoDesk();
  await open(desk, { serviceId: demo.checkUp });
  await page.getByRole('textbox', { name: 'Client' }).fill('Ann '.repeat(200));
  await page.getByRole('textbox', { name: 'Notes' }).click();
  await book.click();
  await expect.element(page.getByText('Client: This text is too long. Please shorten it.')).toBeVisible();
});

test('an open list keeps Escape and Enter from the panel', async () => {
  const desk = demoDesk();
  const closed = vi.fn<() => void>();
  await render(
    <Shown desk={desk}>
      {/* As the shell does it: Escape closes unless a list has taken it. */}
      <aside onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && closed()}>
        <BookingPanel draft={{}} onClose={closed} onBooked={closed} />
      </aside>
    </Shown>,
  );
  await service.click();
  await userEvent.keyboard('zzz{Enter}{Escape}');
  expect(closed).not.toHaveBeenCalled();
  expect(bookings(desk)).toHaveLength(0);
  await userEvent.keyboard('{Escape}');
  expect(closed).toHaveBeenCalledOnce();
});

test('whoever is open may be stood in for by anybody who fits; whoever was named may not', async () => {
  const desk = demoDesk();
  await open(desk, { resourceId: demo.osei, start: at('13:00'), serviceId: demo.checkUp });
  await book.click();
  await vi.waitFor(() => expect(bookings(desk)).toHaveLength(1));
  const [made] = bookings(desk);
  expect(made?.phases[0]?.resourceIds).toEqual([demo.osei, demo.room1]);
  expect(made?.substitutes).toEqual([{ resourceId: demo.room1, alternativeIds: [demo.room2] }]);
});
