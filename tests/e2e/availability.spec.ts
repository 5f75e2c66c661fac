import { expect, test } from '#tests/e2e/support/journey.ts';

const week = 12;
const who = 'Dr. Katharina Vogel';

test('[AV8] [AV13] a day off over a booking lists it first; then it waits in the inbox with the reason, also after a repair was undone, and undo gives it its place back', async ({
  openDesk,
  server,
}) => {
  await server.book({ week, time: '10:00', who, room: 'Consulting 1', client: 'Hilde Hours' });
  const desk = await openDesk({ person: 'Nora Feldmann' });
  const { page } = desk;
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Hours and closures' }).click();
  await page.getByRole('combobox', { name: 'Whose hours' }).click();
  await page.getByRole('option', { name: who }).click();
  await page.getByRole('button', { name: 'Add a day' }).click();
  await page.getByRole('textbox', { name: 'Day', exact: true }).last().fill(server.dayOf(week));
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('1 booking is affected');
  await expect(dialog).toContainText('Hilde Hours');
  await dialog.getByRole('button', { name: /into the inbox/ }).click();
  await expect(desk.notices.filter({ hasText: 'Hours saved' })).toBeVisible();
  const reasons = async () =>
    (await server.appointmentsOf('Hilde Hours')).map((one) => one.displacement?.conflicts.map(({ reason }) => reason));
  await expect.poll(reasons).toEqual([['off-duty']]);

  await page.getByRole('button', { name: /^Conflicts/ }).click();
  await page.getByRole('searchbox', { name: 'Search the inbox' }).fill('hilde');
  await expect(page.getByRole('article')).toContainText(`${who} · 10:00–10:30 · off duty`);

  await page.getByRole('listbox', { name: 'Conflicts' }).focus();
  await page.keyboard.press('1');
  await expect(desk.notices.filter({ hasText: 'Solved:' })).toBeVisible();
  await expect.poll(reasons).toEqual([undefined]);
  await page.keyboard.press('Control+z');
  await expect.poll(reasons).toEqual([['off-duty']]);
  await expect(page.getByRole('article')).toContainText(`${who} · 10:00–10:30 · off duty`);

  await page.keyboard.press('Control+z');
  await expect.poll(reasons).toEqual([undefined]);
  const places = (await server.appointmentsOf('Hilde Hours')).map(({ claims }) => claims.length > 0);
  expect(places).toEqual([true]);
});
