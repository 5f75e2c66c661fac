import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { Role } from '#shared/scheduling/person.ts';
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

test('a receptionist looks at everything and is told who may change it', async () => {
  await open('services', 'receptionist');
  await expect
    .element(page.getByText(/Only managers and owners change this. You are signed in as Receptionist/))
    .toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Add service' })).not.toBeInTheDocument();
  await page.getByRole('button', { name: /Check-up/ }).click();
  await expect.element(page.getByRole('textbox', { name: 'Name' })).toBeDisabled();
  await expect.element(page.getByRole('button', { name: 'Save' })).not.toBeInTheDocument();
});

test('a price is typed as a decimal and kept to the cent', async () => {
  const desk = await open('services', 'manager');
  await page.getByRole('button', { name: /Check-up/ }).click();
  await page.getByRole('textbox', { name: 'Price' }).fill('0,29');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.element(page.getByRole('textbox', { name: 'Price' })).not.toBeInTheDocument();
  expect(desk.view.find('services', demo.checkUp)?.priceMinor).toBe(29);
  expect(desk.submitted[0]?.intent.input).toEqual({
    id: demo.checkUp,
    set: { priceMinor: 29 },
    was: { priceMinor: 5000 },
  });
});

test('what is no price is said at the field and not saved', async () => {
  const desk = await open('services', 'manager');
  await page.getByRole('button', { name: /Check-up/ }).click();
  await page.getByRole('textbox', { name: 'Price' }).fill('free');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.element(page.getByText(/The price must be zero or more/)).toBeVisible();
  await expect.element(page.getByRole('textbox', { name: 'Price' })).toHaveValue('free');
  expect(desk.submitted).toEqual([]);
});

test('a closed day opens with the hours of the others, and the location keeps them', async () => {
  const desk = await open('locations', 'owner');
  await page.getByRole('button', { name: /Mitte/ }).last().click();
  await page.getByRole('switch', { name: 'Open on Saturday' }).click({ force: true });
  await page.getByRole('textbox', { name: 'Saturday, Closes' }).fill('13:00');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.element(page.getByText('Saved on this desk')).toBeVisible();
  const hours = desk.view.find('locations', clinic.location)?.hours ?? [];
  expect(hours.at(-1)).toEqual({ weekday: 6, fromMinute: 480, toMinute: 780 });
});

test('a new room needs a name, and appears in the list', async () => {
  const desk = await open('resources', 'manager');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('Room', { exact: true }).last().click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.element(page.getByText('Please fill in this field.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Name' }).fill('Room 9');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.element(page.getByRole('button', { name: /Room 9/ })).toBeVisible();
  expect([...desk.view.all('resources').values()].find(({ name }) => name === 'Room 9')).toMatchObject({
    kind: 'room',
    lanes: 1,
  });
});

test('[DN2] a manager renames a desk by keyboard; Escape keeps the old name', async () => {
  const desk = await open('desks', 'manager');
  const [here, there] = [
    { id: desk.deskId() ?? '', name: 'Front desk' },
    { id: id('desk', 7), name: 'Front desk 2' },
  ];
  desk.leases.set({ own: [], others: [], desks: [there, here] });
  await page.getByRole('button', { name: 'Rename Front desk 2' }).click();
  const name = page.getByRole('textbox', { name: 'Name of the desk' });
  await expect.element(name).toHaveFocus();
  await userEvent.keyboard('Nobody{Escape}');
  expect(desk.submitted).toEqual([]);
  await expect.element(page.getByRole('button', { name: 'Rename Front desk 2' })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.element(name).toHaveFocus();
  await userEvent.keyboard('Back office{Enter}');
  await expect
    .poll(() => desk.submitted.map(({ intent }) => intent))
    .toEqual([{ name: 'desk.rename', input: { deskId: there.id, name: 'Back office' } }]);
  await expect.element(page.getByText('this desk')).toBeVisible();
});

test('[DN2] a receptionist sees what the desks are called and renames none', async () => {
  const desk = await open('desks', 'receptionist');
  desk.leases.set({ own: [], others: [], desks: [{ id: id('desk', 7), name: 'Back office' }] });
  await expect.element(page.getByRole('list', { name: 'Desks' }).getByText('Back office')).toBeVisible();
  await expect.element(page.getByRole('button', { name: /^Rename/ })).not.toBeInTheDocument();
});

test('[DN2] where the demo and imports came from stands apart from the computers, explained, and is not renamed', async () => {
  const desk = await open('desks', 'manager');
  const names = ['Demo', 'Front desk 2', 'Import 2'];
  desk.leases.set({ own: [], others: [], desks: names.map((name, at) => ({ id: id('desk', 7 + at), name })) });
  const computers = page.getByRole('list', { name: 'Desks' }).getByRole('listitem');
  await expect.element(computers.getByText('Front desk 2')).toBeVisible();
  expect(computers.elements()).toHaveLength(1);
  const others = page.getByRole('list', { name: 'Other sources' });
  await expect.element(others.getByText('imports from the command line')).toBeVisible();
  expect(others.getByRole('listitem').elements()).toHaveLength(2);
  expect(others.getByRole('button').elements()).toEqual([]);
});
