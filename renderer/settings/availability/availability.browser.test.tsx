import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { Role } from '#shared/scheduling/person.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, id } from '#tests/builders/clinic.ts';
import { InMemoryDesk } from '#tests/builders/in-memory-desk.ts';
import { AppOnDesk } from '#tests/harness/app-on-desk.tsx';
import { demo, demoDesk, receptionist } from '#tests/harness/panels/demo-desk.ts';

beforeEach(() => page.viewport(1280, 800));

async function open(section: string, role: Role): Promise<InMemoryDesk> {
  const person = { ...receptionist, id: clinic.manager, role };
  const desk = new InMemoryDesk(demoDesk().view, { person, now: at('09:07') });
  window.history.replaceState(null, '', `#/settings/${section}`);
  await render(<AppOnDesk desk={desk} />);
  return desk;
}

async function choose(who: RegExp): Promise<void> {
  await page.getByRole('combobox', { name: 'Whose hours' }).click();
  await page.getByRole('option', { name: who }).first().click();
}

function practitionerOf(desk: InMemoryDesk) {
  const found = [...desk.view.all('resources').values()].find(
    ({ kind, isActive }) => kind === 'practitioner' && isActive,
  );
  if (found === undefined) throw new Error('somebody works there');
  return found;
}

test('[AV1] weeks of their own are painted by keyboard, take turns, and are kept', async () => {
  const desk = await open('availability', 'manager');
  const who = practitionerOf(desk);
  await choose(new RegExp(who.name));
  await page.getByRole('button', { name: 'Add weeks from a day on' }).click();
  await page.getByRole('button', { name: 'Add a week' }).click();
  const grid = page.getByRole('application', { name: /Week 2/ });
  grid.element().focus();
  await userEvent.keyboard('{ArrowUp}{ArrowUp}{Shift>}{ArrowUp}{ArrowUp}{/Shift}');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.element(page.getByText('Hours saved')).toBeVisible();
  const [template] = desk.view.find('resources', who.id)?.templates ?? [];
  expect(template?.weeks).toHaveLength(2);
  expect(template?.weeks[1]?.hours).not.toEqual(template?.weeks[0]?.hours);
});

test('[AV8] a closure over a booking lists it first; going back saves nothing, going on puts it into the inbox', async () => {
  const desk = await open('availability', 'manager');
  const who = practitionerOf(desk);
  const appointmentId = id('appt', 777);
  const phases = [{ minutes: 30, resourceIds: [who.id] }];
  const input = {
    appointmentId,
    phases,
    start: at('2026-11-26T10:00'),
    label: 'Frau Affected',
    serviceId: demo.checkUp,
  };
  await desk.submit(booking({ ...input, locationId: who.locationId }));
  await page.getByRole('button', { name: 'Add a closure' }).click();
  await firstDay().fill('2026-11-26');
  await userEvent.keyboard('{Tab}');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect.element(dialog.getByText(/Frau Affected/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Go back' }).click();
  expect(desk.view.find('locations', who.locationId)?.closures ?? []).toEqual([]);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /into the inbox/ })
    .click();
  await expect.element(page.getByText('Hours saved')).toBeVisible();
  expect(desk.view.find('appointments', appointmentId)?.displacement?.conflicts[0]?.reason).toBe('off-duty');
  expect(desk.inbox.get().some((one) => one.kind === 'displaced' && one.appointment.id === appointmentId)).toBe(true);
});

test('[AV5] a year of public holidays is taken over, and one of them is marked open', async () => {
  const desk = await open('availability', 'manager');
  await page.getByRole('combobox', { name: 'Country' }).click();
  await page.getByRole('option', { name: /^(Deutschland|Germany)$/ }).click();
  await page.getByRole('button', { name: 'Add those of 2026' }).click();
  await page
    .getByRole('switch', { name: /Open as usual/ })
    .first()
    .click({ force: true });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.element(page.getByText('Hours saved')).toBeVisible();
  const { holidays } = desk.view.find('locations', clinic.location) ?? {};
  expect(holidays?.country).toBe('DE');
  expect(holidays?.days.map(({ date }) => date)).toContain('2026-12-25');
  expect(holidays?.days.filter(({ isOpen }) => isOpen)).toHaveLength(1);
});

test('[TO3] leave that the desk asks for is approved by the owner and then approved for all to see', async () => {
  const desk = await open('time-off', 'owner');
  const who = practitionerOf(desk);
  await page.getByRole('button', { name: 'Ask for time off' }).click();
  await page.getByRole('combobox', { name: 'For whom' }).click();
  await page.getByRole('option', { name: who.name }).click();
  await firstDay().fill('2026-12-07');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect.element(page.getByText('Time off approved')).toBeVisible();
  const [timeOff] = [...desk.view.all('timeOff').values()];
  expect(timeOff).toMatchObject({
    state: 'approved',
    fromDate: '2026-12-07',
    toDate: '2026-12-07',
    resourceId: who.id,
  });
  expect(timeOff?.claims.length).toBeGreaterThan(0);
});

const firstDay = () => page.getByRole('textbox', { name: 'First day' });
const save = (): Promise<void> => page.getByRole('button', { name: 'Save', exact: true }).click();
const closuresOf = (desk: InMemoryDesk) => desk.view.find('locations', clinic.location)?.closures ?? [];

test('[AV12] a closure in the year 202 is told at its field and not saved; day before month is what counts', async () => {
  const desk = await open('availability', 'manager');
  await page.getByRole('button', { name: 'Add a closure' }).click();
  await firstDay().fill('01/01/0202');
  await userEvent.keyboard('{Tab}');
  await expect.element(page.getByText('Not a day')).toBeVisible();
  await save();
  await expect.element(page.getByRole('alert')).toBeVisible();
  expect(desk.submitted).toEqual([]);
  await firstDay().fill('24/12/2026');
  await userEvent.keyboard('{Tab}');
  await save();
  await expect.element(page.getByText('Hours saved')).toBeVisible();
  expect(closuresOf(desk)).toEqual([{ fromDate: '2026-12-24', toDate: '2026-12-24', reason: '' }]);
  await expect.element(firstDay()).toHaveValue('Thu 24 Dec');
});

test('a day that is half typed does not take the last day with it', async () => {
  const desk = await open('availability', 'manager');
  await page.getByRole('button', { name: 'Add a closure' }).click();
  await firstDay().click();
  await userEvent.keyboard('26{Tab}');
  await save();
  await expect.element(page.getByText('Hours saved')).toBeVisible();
  expect(closuresOf(desk)).toEqual([{ fromDate: '2026-11-26', toDate: '2026-11-26', reason: '' }]);
});

test('what was saved last is no longer said once the form is touched, so that a fault is in sight', async () => {
  await open('availability', 'manager');
  await page.getByRole('button', { name: 'Add a closure' }).click();
  await firstDay().fill('24/12/2026');
  await userEvent.keyboard('{Tab}');
  await save();
  await expect.element(page.getByText('Hours saved')).toBeVisible();
  await firstDay().fill('nothing');
  await expect.element(page.getByText('Hours saved')).not.toBeInTheDocument();
});

test('[AV1] weeks may end on a day, or on none', async () => {
  const desk = await open('availability', 'manager');
  const who = practitionerOf(desk);
  const until = page.getByRole('textbox', { name: 'Until, if it ends' });
  await choose(new RegExp(who.name));
  await page.getByRole('button', { name: 'Add weeks from a day on' }).click();
  await until.fill('31.12.2026');
  await userEvent.keyboard('{Tab}');
  await save();
  await expect.poll(() => desk.view.find('resources', who.id)?.templates?.[0]?.validTo).toBe('2026-12-31');
  await until.fill('never');
  await userEvent.keyboard('{Tab}');
  await expect.element(page.getByText('Not a day')).toBeVisible();
  await until.fill('');
  await userEvent.keyboard('{Tab}');
  await expect.element(page.getByText('Enter a day')).not.toBeInTheDocument();
  await save();
  await expect.poll(() => desk.view.find('resources', who.id)?.templates?.[0]?.validTo).toBeNull();
});

test('a receptionist looks at the hours and changes nothing', async () => {
  await open('availability', 'receptionist');
  await expect.element(page.getByText(/Only managers and owners change this/)).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Add a closure' })).not.toBeInTheDocument();
});
