import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { at, clinic } from '#tests/builders/clinic.ts';
import { InMemoryDesk } from '#tests/builders/in-memory-desk.ts';
import { AppOnDesk } from '#tests/harness/app-on-desk.tsx';
import { demoDesk, receptionist } from '#tests/harness/panels/demo-desk.ts';

beforeEach(() => page.viewport(1280, 900));

const file = `Booking no;Start;Minutes;Room;Service;Client name
1;2026-11-24 09:00;30;Room 1;Check-up;Ana Torres
2;2026-11-24 09:15;30;Room 1;Check-up;Bo Li
3;2026-11-24 10:00;45;Room 7;Massage;=cmd()
4;2026-11-24 11:00;0;Room 1;Check-up;Ana Torres
`;

async function open(role: 'manager' | 'receptionist'): Promise<InMemoryDesk> {
  const person = { ...receptionist, id: clinic.manager, role };
  const desk = new InMemoryDesk(demoDesk().view, { person, now: at('09:07') });
  window.history.replaceState(null, '', '#/import');
  await render(<AppOnDesk desk={desk} />);
  await expect.element(page.getByRole('heading', { name: 'Import a schedule' })).toBeVisible();
  return desk;
}

async function choose(text: string): Promise<void> {
  const input = document.querySelector<HTMLInputElement>('input[type=file]');
  const transfer = new DataTransfer();
  transfer.items.add(new File([text], 'old system.csv', { type: 'text/csv' }));
  if (input === null) throw new Error('there is no file field');
  input.files = transfer.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

const visitsOn = (desk: InMemoryDesk) =>
  [...desk.view.all('appointments').values()].filter(({ source }) => source === 'import');

test('a file is understood, counted before anything is booked, imported and reported row by row', async () => {
  const desk = await open('manager');
  await choose(file);
  await expect.element(page.getByText('2 will be booked')).toBeVisible();
  await expect.element(page.getByText('1 clash', { exact: true })).toBeVisible();
  await expect.element(page.getByText('1 cannot be read')).toBeVisible();
  expect(visitsOn(desk)).toEqual([]);

  await page.getByRole('button', { name: 'Import 3 rows' }).click();
  await expect.element(page.getByRole('heading', { name: 'Import finished' })).toBeVisible();
  await expect.element(page.getByText('2 booked')).toBeVisible();
  await expect.element(page.getByRole('row', { name: /^3 .*already taken.*line 2/ })).toBeVisible();
  await expect.element(page.getByRole('row', { name: /^5 .*between 1 minute and 24 hours/ })).toBeVisible();
  expect(visitsOn(desk)).toHaveLength(2);
});

test('importing the same file again changes nothing', async () => {
  const desk = await open('manager');
  for (const round of [1, 2]) {
    await choose(file);
    await page.getByRole('button', { name: 'Import 3 rows' }).click();
    await expect.element(page.getByText(round === 1 ? '2 booked' : '2 already here')).toBeVisible();
    await page.getByRole('button', { name: 'Import another file' }).click();
  }
  expect(visitsOn(desk)).toHaveLength(2);
});

test('the report leads to the first imported day, its rows and its visit, however long ago it was', async () => {
  const desk = await open('manager');
  const old = file.replaceAll('2026-11-24', '2022-01-04').replace('2022-01-04 10:00', '2022-01-03 10:00');
  desk.kept.set({ start: at('2026-11-09T00:00'), end: at('2027-03-23T00:00') });
  await choose(old);
  await page.getByRole('button', { name: 'Import 3 rows' }).click();
  await page.getByRole('button', { name: 'Show on the timeline' }).click();
  await expect.element(page.getByRole('heading', { name: 'Monday, 3 January 2022' })).toBeVisible();
  await expect.element(page.getByText(/^From the server\./)).toBeVisible();
  await expect.element(page.getByRole('rowheader', { name: /^Room 7/ })).toBeVisible();
  await expect.poll(() => document.activeElement?.textContent).toContain('=cmd()');
});

test('a file without rows is said to have none', async () => {
  await open('manager');
  await choose('only;a;header\n');
  await expect.element(page.getByText(/“old system.csv” has no rows/)).toBeVisible();
});

test('a receptionist is told who may import', async () => {
  await open('receptionist');
  await expect.element(page.getByText(/Only managers and owners import/)).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Choose a file' })).not.toBeInTheDocument();
});
