import { expect, test } from '#tests/e2e/support/journey.ts';

const week = 10;
const katharina = 'Dr. Katharina Vogel';

test('the inspector changes client, service, resources, notes and status, and another desk sees it', async ({
  openDesk,
  server,
}) => {
  const id = await server.book({ week, time: '10:00', who: katharina, room: 'Consulting 1', client: 'Edited Eva' });
  const desk = await openDesk();
  const other = await openDesk();
  await desk.showWeek(week);
  await other.showWeek(week);
  await desk.chip('Edited Eva').click();

  await desk.panel.getByRole('textbox', { name: 'Client' }).fill('Changed Carla');
  await desk.page.getByRole('option', { name: '“Changed Carla”' }).click();
  await expect(desk.chip('Changed Carla')).toBeVisible();
  await desk.panel.getByRole('combobox', { name: 'Service' }).click();
  await desk.page.getByRole('option', { name: 'First consultation' }).click();
  await expect(desk.chip('Changed Carla')).toHaveAccessibleName(/First consultation/);
  await desk.choose('Practitioner', 'Dr. Samuel Okafor');
  await desk.choose('Room', 'Consulting 2');
  await expect(desk.chip('Changed Carla')).toHaveAccessibleName(/Dr. Samuel Okafor, with Consulting 2/);
  await desk.panel.getByRole('textbox', { name: 'Notes' }).fill('Brings an X-ray.');
  await desk.page.keyboard.press('Control+Enter');
  await desk.panel.getByRole('button', { name: 'Change status' }).click();
  await desk.page.getByRole('menuitem', { name: 'To be confirmed' }).click();
  await expect(desk.panel.getByText('Saved', { exact: true })).toBeVisible();

  await expect(other.chip('Changed Carla')).toHaveAccessibleName(
    /First consultation, 10:00–10:\d\d, to be confirmed, Dr. Samuel Okafor, with Consulting 2, Has notes$/,
  );
  const appointment = (await server.appointments()).find((one) => one.id === id);
  expect(appointment).toMatchObject({ label: 'Changed Carla', notes: 'Brings an X-ray.', status: 'pending' });

  await desk.panel.getByRole('tab', { name: 'History' }).click();
  await expect(desk.panel.getByRole('listitem').first()).toContainText('Changed the status');
  await expect(desk.panel.getByRole('listitem').last()).toContainText('Booked');
});

test('[ED1] notes that two desks write at once are both kept', async ({ openDesk, server }) => {
  const id = await server.book({ week, time: '14:00', who: katharina, client: 'Noted Nils' });
  const first = await openDesk();
  const second = await openDesk();
  for (const [desk, text] of [
    [first, 'From the first desk.'],
    [second, 'From the second desk.'],
  ] as const) {
    await desk.showWeek(week);
    await desk.chip('Noted Nils').click();
    await desk.panel.getByRole('textbox', { name: 'Notes' }).fill(text);
  }
  for (const desk of [first, second]) {
    await desk.panel.getByRole('button', { name: 'Save notes' }).click();
    await expect(desk.panel.getByText('Saved', { exact: true })).toBeVisible();
  }
  await expect
    .poll(async () => (await server.appointments()).find((one) => one.id === id)?.notes)
    .toMatch(/From the first desk\.[^]*From the second desk\./);
  await expect(first.panel.getByRole('textbox', { name: 'Notes' })).toHaveValue(/second desk/);
});
