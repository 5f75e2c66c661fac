import type { DeskPage } from '#tests/e2e/support/desk-page.ts';
import { expect, test } from '#tests/e2e/support/journey.ts';

const week = 3;
const doctor = 'Dr. Katharina Vogel';

test('[I2] [I8] [F27] a day without the server: everything works, survives a reload, and settles when it returns', async ({
  openDesk,
  network,
  server,
}) => {
  const day = server.dayOf(week);
  for (const [time, client] of [
    ['09:00', 'Moved Mia'],
    ['11:00', 'Waiting Wanda'],
    ['14:00', 'Cancelled Cem'],
  ] as const) {
    await server.book({ week, time, who: doctor, room: 'Consulting 1', client });
  }
  const desk = await openDesk({ url: network.url });
  await desk.keepPages();
  await desk.showWeek(week);
  await expect(desk.chip('Cancelled Cem')).toBeVisible();

  network.cut();
  await desk.expectPill(/^Offline$/, 2_000);

  await desk.book({ client: 'Offline Olga', service: 'Follow-up', day, time: '10:00', who: doctor });
  await expectSavedHere(desk, 'Offline Olga');
  await desk.book({ client: 'Offline Oskar', service: 'Skin check', day, time: '12:00' });
  await expectSavedHere(desk, 'Offline Oskar');
  await desk.carry(desk.chip('Moved Mia'), { minutes: 30 });
  await desk.page.mouse.up();
  await expect(desk.chip('Moved Mia')).toHaveAccessibleName(/09:30–10:00, booked, .*Saved on this desk/);
  await desk.act({ on: 'Waiting Wanda', entry: 'To be confirmed' });
  await expect(desk.chip('Waiting Wanda')).toHaveAccessibleName(/, to be confirmed, .*Saved on this desk/);
  await desk.act({ on: 'Cancelled Cem', entry: 'Cancel…' });
  await desk.page.getByRole('dialog').getByRole('button', { name: 'Cancel the visit' }).click();
  await expect(desk.chip('Cancelled Cem')).toHaveCount(0);
  await desk.actAt({ row: doctor, time: '13:00', entry: 'Block this time' });
  await desk.panel.getByRole('button', { name: 'Block', exact: true }).click();
  await expect(desk.timeline.getByRole('button', { name: /^Blocked: .*13:00/ })).toBeVisible();
  await desk.expectPill(/^Offline · 6 unsent$/);

  await desk.page.reload();
  await desk.signIn();
  await desk.expectPill(/^Offline · 6 unsent$/);
  await desk.showWeek(week);
  for (const client of ['Offline Olga', 'Offline Oskar', 'Moved Mia', 'Waiting Wanda']) {
    await expect(desk.chip(client)).toHaveAccessibleName(/Saved on this desk/);
  }
  await expect(desk.chip('Cancelled Cem')).toHaveCount(0);

  network.heal();
  await desk.expectPill(/^Online$/);
  await expect(desk.timeline.getByRole('button', { name: /Saved on this desk/ })).toHaveCount(0);
  const other = await openDesk();
  await other.showWeek(week);
  for (const one of [desk, other]) await expectTheDay(one);
  expect((await server.appointmentsOf('Cancelled Cem')).map(({ status }) => status)).toEqual(['cancelled']);
  expect((await server.appointmentsOf('Offline Oskar')).map(({ displacement }) => displacement)).toEqual([null]);
});

async function expectSavedHere(desk: DeskPage, client: string): Promise<void> {
  await expect(desk.chip(client)).toHaveAccessibleName(/Saved on this desk, not sent yet/);
  await desk.chip(client).click();
  await expect(desk.panel.getByText('Saved on this desk · not sent yet')).toBeVisible();
  await expect(desk.panel.getByText('Saved', { exact: true })).toHaveCount(0);
  await desk.page.keyboard.press('Escape');
}

async function expectTheDay(desk: DeskPage): Promise<void> {
  await expect(desk.chip('Offline Olga')).toHaveAccessibleName(/10:00–10:30, booked/);
  await expect(desk.chip('Offline Oskar')).toHaveAccessibleName(/12:00–12:30, booked/);
  await expect(desk.chip('Moved Mia')).toHaveAccessibleName(/09:30–10:00, booked/);
  await expect(desk.chip('Waiting Wanda')).toHaveAccessibleName(/11:00–11:30, to be confirmed/);
  await expect(desk.chip('Cancelled Cem')).toHaveCount(0);
  await expect(desk.timeline.getByRole('button', { name: /^Blocked: .*13:00/ })).toBeVisible();
}
