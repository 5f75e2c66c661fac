import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { must } from '#shared/lib/must.ts';
import type { Person } from '#shared/scheduling/person.ts';
import { resource } from '#tests/builders/clinic.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, id } from '#tests/builders/clinic.ts';
import { InMemoryDesk } from '#tests/builders/in-memory-desk.ts';
import { AppOnDesk } from '#tests/harness/app-on-desk.tsx';
import { demo, demoDesk, receptionist } from '#tests/harness/panels/demo-desk.ts';

const rossi: Person = { ...receptionist, id: id('person', 8), name: 'Giulia Rossi', role: 'practitioner' };
const manager: Person = { ...receptionist, id: clinic.manager, name: 'Nora Feldmann', role: 'manager' };

beforeEach(() => page.viewport(1280, 800));

function clinicOfRossi() {
  const { view } = demoDesk();
  const before = must(view.find('resources', demo.rossi), 'Giulia');
  view.put('people', rossi, manager);
  view.put('resources', resource({ ...before, personId: rossi.id }));
  return view;
}

async function openFor(person: Person, view = clinicOfRossi(), section = 'time-off') {
  const desk = new InMemoryDesk(view, { person, now: at('09:07') });
  window.history.replaceState(null, '', `#/settings/${section}`);
  const shown = await render(<AppOnDesk desk={desk} />);
  return { desk, view, leave: () => shown.unmount() };
}

async function ask(fromDate: string, hours?: readonly [string, string]): Promise<void> {
  await page.getByRole('button', { name: 'Ask for time off' }).click();
  await page.getByRole('textbox', { name: 'First day' }).fill(fromDate);
  if (hours === undefined) return;
  await page.getByRole('switch', { name: 'Whole days' }).click({ force: true });
  await page.getByLabelText('From', { exact: true }).fill(hours[0]);
  await page.getByLabelText('To', { exact: true }).fill(hours[1]);
}

const send = (): Promise<void> => page.getByRole('button', { name: 'Ask', exact: true }).click();
const requests = (desk: InMemoryDesk) => [...desk.view.all('timeOff').values()];

test('[TO2] practitioners ask for themselves alone, see how it stands, and take it back', async () => {
  const { desk } = await openFor(rossi);
  await ask('2026-12-07');
  await expect.element(page.getByRole('combobox', { name: 'For whom' })).toHaveValue('Giulia Rossi');
  await page.getByRole('combobox', { name: 'For whom' }).click();
  await expect.element(page.getByRole('option', { name: 'Giulia Rossi' })).toBeVisible();
  expect(page.getByRole('option').elements()).toHaveLength(1);
  await send();
  await expect.element(page.getByText('Asked for time off')).toBeVisible();
  await expect.element(page.getByText('waits for an answer')).toBeVisible();
  expect(requests(desk)).toMatchObject([{ resourceId: demo.rossi, requestedBy: rossi.id, state: 'requested' }]);
  await page.getByRole('button', { name: 'Withdraw' }).click();
  await expect.element(page.getByRole('region', { name: 'Decided' }).getByText('withdrawn')).toBeVisible();
});

test('[TO3] nobody approves their own: neither a practitioner nor a manager who is a practitioner', async () => {
  const first = await openFor(rossi);
  await ask('2026-12-07');
  await send();
  await expect.element(page.getByText('waits for an answer')).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Approve' })).not.toBeInTheDocument();
  await first.leave();
  await openFor({ ...rossi, role: 'manager' }, first.view);
  await expect.element(page.getByText('waits for an answer')).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Withdraw' })).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Approve' })).not.toBeInTheDocument();
});

test('[TO4] a manager approves it: who is booked then is listed first, and waits in the inbox after', async () => {
  const first = await openFor(rossi);
  await ask('2026-12-07');
  await send();
  await expect.element(page.getByText('waits for an answer')).toBeVisible();
  await first.leave();
  const { desk, leave } = await openFor(manager, first.view);
  const visit = {
    ...{ appointmentId: id('appt', 777), start: at('2026-12-07T10:00'), label: 'Frau Affected' },
    ...{ serviceId: demo.physio, phases: [{ minutes: 30, resourceIds: [demo.rossi] }] },
  };
  await desk.submit(booking(visit));
  await page.getByRole('button', { name: 'Approve' }).click();
  const dialog = page.getByRole('dialog');
  await expect.element(dialog.getByText(/Frau Affected/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Go back' }).click();
  expect(requests(desk)).toMatchObject([{ state: 'requested' }]);
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('button', { name: /into the inbox/ }).click();
  await expect.element(page.getByText('approved · Nora Feldmann')).toBeVisible();
  expect(desk.inbox.get().filter(({ kind }) => kind === 'displaced')).toMatchObject([
    {},
    {},
    { appointment: { id: visit.appointmentId } },
  ]);
  await leave();
  await openFor(rossi, first.view);
  await expect.element(page.getByText('approved · Nora Feldmann')).toBeVisible();
});

test('[AV12] leave in the year 202 is told at its field and not asked for', async () => {
  const { desk } = await openFor(rossi);
  await ask('01/01/0202');
  await send();
  await expect.element(page.getByText('Not a day')).toBeVisible();
  expect(requests(desk)).toEqual([]);
  await page.getByRole('textbox', { name: 'First day' }).fill('07/12/2026');
  await send();
  await expect.element(page.getByText('waits for an answer')).toBeVisible();
  expect(requests(desk)).toMatchObject([{ fromDate: '2026-12-07', toDate: '2026-12-07' }]);
});

test('a double click on Approve leaves its question open', async () => {
  const first = await openFor(rossi);
  await ask('2026-12-07');
  await send();
  await expect.element(page.getByText('waits for an answer')).toBeVisible();
  await first.leave();
  const { desk } = await openFor(manager, first.view);
  const visit = {
    ...{ appointmentId: id('appt', 777), start: at('2026-12-07T10:00'), label: 'Frau Affected' },
    ...{ serviceId: demo.physio, phases: [{ minutes: 30, resourceIds: [demo.rossi] }] },
  };
  await desk.submit(booking(visit));
  await page.getByRole('button', { name: 'Approve' }).dblClick();
  await page.getByRole('button', { name: /into the inbox/ }).click();
  await expect.element(page.getByText('approved · Nora Feldmann')).toBeVisible();
});

test('[TO7] hours that the clocks skip are later, and the form says so; of two the first, unless the other is chosen', async () => {
  const { desk } = await openFor(rossi);
  await ask('2027-03-28', ['02:30', '06:00']);
  await expect.element(page.getByText(/02:30 does not exist. It becomes 03:30/)).toBeVisible();
  await expect.element(page.getByText(/All times are those of Europe\/Berlin/)).toBeVisible();
  await page.getByRole('textbox', { name: 'First day' }).fill('2027-10-31');
  await expect.element(page.getByText(/02:30 happens twice. Which one/)).toBeVisible();
  await expect.element(page.getByRole('radio', { name: 'The first' })).toBeChecked();
  await page.getByText('The second').click();
  await send();
  await expect.element(page.getByText('waits for an answer')).toBeVisible();
  expect(requests(desk)).toMatchObject([{ fromDate: '2027-10-31', disambiguation: 'later' }]);
});

test('[AV11] other hours on the day of a clock change say what becomes of them, and ask', async () => {
  const { desk } = await openFor(manager, clinicOfRossi(), 'availability');
  await page.getByRole('combobox', { name: 'Whose hours' }).click();
  await page.getByRole('option', { name: 'Giulia Rossi' }).click();
  await page.getByRole('button', { name: 'Add a day' }).click();
  await page.getByRole('switch', { name: 'Off all day' }).click({ force: true });
  await page.getByRole('textbox', { name: 'Day', exact: true }).fill('2027-03-28');
  await page.getByLabelText('2027-03-28, From').fill('02:30');
  await expect.element(page.getByText(/02:30 does not exist. It becomes 03:30/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Day', exact: true }).fill('2027-10-31');
  await userEvent.keyboard('{Tab}');
  await expect.element(page.getByRole('radio', { name: 'The first' })).toBeChecked();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.element(page.getByText('Hours saved')).toBeVisible();
  expect(desk.view.find('resources', demo.rossi)?.exceptions).toMatchObject([
    { date: '2027-10-31', disambiguation: 'compatible' },
  ]);
});
