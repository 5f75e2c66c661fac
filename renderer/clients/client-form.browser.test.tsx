import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { id } from '#tests/builders/clinic.ts';
import type { InMemoryDesk } from '#tests/builders/in-memory-desk.ts';
import { AppOnDesk } from '#tests/harness/app-on-desk.tsx';
import { demoDesk } from '#tests/harness/panels/demo-desk.ts';

const torres = id('client', 1);
const field = (name: string) => page.getByRole('textbox', { name, exact: true });

beforeEach(() => page.viewport(1280, 800));

async function open(subject: string): Promise<InMemoryDesk> {
  const desk = demoDesk();
  window.history.replaceState(null, '', `#/clients/${subject}`);
  await render(<AppOnDesk desk={desk} />);
  await expect.element(field('Name')).toBeVisible();
  return desk;
}

test('a date that does not exist is said at its field, and what was typed stays', async () => {
  const desk = await open(torres);
  await field('Phone').fill('112');
  await field('Date of birth').fill('1984-02-30');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.element(page.getByText('This date does not exist. Please check day and month.')).toBeVisible();
  await expect.element(field('Phone')).toHaveValue('112');
  expect(desk.submitted).toEqual([]);
});

test('a field that another desk changed meanwhile is not overwritten; the form says what is on file now', async () => {
  const desk = await open(torres);
  await field('Phone').fill('112');
  desk.arrive({
    name: 'client.upsert',
    input: { id: torres, set: { phone: '110' }, was: { phone: '+49 30 5550 101' } },
  });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.element(page.getByText(/Now on file: 110/)).toBeVisible();
  await expect.element(field('Phone')).toHaveValue('112');
  expect(desk.view.find('clients', torres)?.phone).toBe('110');
});

test('a field nobody touched here follows the other desk', async () => {
  const desk = await open(torres);
  await field('Phone').fill('112');
  desk.arrive({
    name: 'client.upsert',
    input: { id: torres, set: { name: 'Ana Costa' }, was: { name: 'Ana Torres' } },
  });
  await expect.element(field('Name')).toHaveValue('Ana Costa');
  await expect.element(field('Phone')).toHaveValue('112');
});

test('a full disk is not called saved, and the form keeps everything', async () => {
  const desk = await open(torres);
  desk.fillDisk(true);
  await field('Phone').fill('112');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.element(page.getByText(/The disk of this computer is full/)).toBeVisible();
  await expect.element(field('Phone')).toHaveValue('112');
  desk.fillDisk(false);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.element(page.getByText('Client saved on this desk')).toBeVisible();
});

test('a double click on Save is one command', async () => {
  const desk = await open('new?Bo%20Li');
  await expect.element(field('Name')).toHaveValue('Bo Li');
  await page.getByRole('button', { name: 'Save' }).dblClick();
  await expect.element(page.getByRole('heading', { name: 'Bo Li' })).toBeVisible();
  expect(desk.submitted).toHaveLength(1);
});

test('a client without a name is not put on file', async () => {
  const desk = await open('new');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.element(page.getByText('Please fill in this field.')).toBeVisible();
  expect(desk.submitted).toEqual([]);
});
