import { readFile } from 'node:fs/promises';
import ICAL from 'ical.js';
import { expect, test } from '#tests/e2e/support/journey.ts';

test('[IC1] [IC5] a calendar is saved as a file, read at a secret address, and the address is ended', async ({
  openDesk,
}) => {
  const desk = await openDesk({ person: 'Helene Brandt' });
  const { page } = desk;
  page.setDefaultTimeout(8_000);
  await page.getByRole('button', { name: 'Settings' }).first().click();
  await page.getByRole('button', { name: 'Calendars' }).click();
  await page.getByRole('combobox', { name: 'Whose calendar' }).click();
  await page.getByRole('option').first().click();

  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as file' }).click();
  const saved = await readFile(await (await saving).path(), 'utf8');
  expect(new ICAL.Component(ICAL.parse(saved)).getAllSubcomponents('vevent').length).toBeGreaterThan(20);

  await page.getByRole('button', { name: 'Make an address' }).click();
  const address = await page.getByRole('textbox', { name: 'Address' }).inputValue();
  const read = await fetch(address);
  expect(read.status).toBe(200);
  expect(new Set((await read.text()).match(/^SUMMARY:.*$/gm))).toEqual(new Set(['SUMMARY:Busy']));
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();

  await page.getByRole('button', { name: 'End', exact: true }).click();
  await page.getByRole('button', { name: 'End the address' }).click();
  await expect(desk.notices.filter({ hasText: 'The address is ended.' })).toBeVisible();
  expect((await fetch(address)).status).toBe(404);
  await expect(page.getByRole('textbox', { name: 'Address' })).toBeHidden();
  await expect(page.getByText('None yet.')).toBeVisible();
});

test('[IC4] a client’s visits are saved as a file from where the client is shown', async ({ openDesk }) => {
  const { page } = await openDesk({ person: 'Emre Kaya' });
  page.setDefaultTimeout(8_000);
  await page.getByRole('button', { name: 'Clients', exact: true }).click();
  await page.getByRole('listitem').first().getByRole('button').click();
  await page.getByRole('main').getByRole('button', { name: 'Calendar', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /^Calendar of / });
  const saving = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save as file' }).click();
  const saved = await readFile(await (await saving).path(), 'utf8');
  const name = (await dialog.getByRole('heading').innerText()).replace('Calendar of ', '');
  expect(saved).toContain(`X-WR-CALNAME:${name}`);
  expect(new ICAL.Component(ICAL.parse(saved)).getAllSubcomponents('vevent').length).toBeGreaterThan(0);
  // Addresses are for managers to make.
  await expect(dialog.getByRole('button', { name: 'Make an address' })).toHaveCount(0);
});
