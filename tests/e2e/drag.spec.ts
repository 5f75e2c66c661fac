import { expect, test } from '#tests/e2e/support/journey.ts';

const week = 5;
const katharina = 'Dr. Katharina Vogel';
const mehmet = 'Dr. Mehmet Yılmaz';

test('a visit is dragged in time, across rows and by its edge, and each step is undone and done again', async ({
  openDesk,
  server,
}) => {
  const id = await server.book({ week, time: '10:00', who: katharina, room: 'Consulting 1', client: 'Dragged Dora' });
  const desk = await openDesk();
  const { keyboard, mouse } = desk.page;
  await desk.showWeek(week);
  const dora = desk.chip('Dragged Dora');
  const isAt = (time: string, who: string) =>
    expect(dora).toHaveAccessibleName(
      new RegExp(`^Dragged Dora, Follow-up, ${time}, booked, ${who}, with Consulting 1$`),
    );

  await desk.carry(dora, { minutes: 60 });
  await mouse.up();
  await isAt('11:00–11:30', katharina);
  await desk.carry(dora, { row: mehmet });
  await mouse.up();
  await isAt('11:00–11:30', mehmet);
  await desk.stretch(dora, 30);
  await isAt('11:00–12:00', mehmet);

  for (const [time, who] of [
    ['11:00–11:30', mehmet],
    ['11:00–11:30', katharina],
    ['10:00–10:30', katharina],
  ] as const) {
    await keyboard.press('Control+z');
    await isAt(time, who);
  }
  for (const [time, who] of [
    ['11:00–11:30', katharina],
    ['11:00–11:30', mehmet],
    ['11:00–12:00', mehmet],
  ] as const) {
    await keyboard.press('Control+y');
    await isAt(time, who);
  }
  await expect
    .poll(async () => {
      const appointment = (await server.appointments()).find((one) => one.id === id);
      return appointment === undefined ? null : (appointment.end - appointment.start) / 60_000;
    })
    .toBe(60);
  const other = await openDesk();
  await other.showWeek(week);
  await expect(other.chip('Dragged Dora')).toHaveAccessibleName(/11:00–12:00, booked, Dr. Mehmet Yılmaz/);
});

test('Escape lets go of a visit in the hand, and it is where it was', async ({ openDesk, server }) => {
  await server.book({ week, time: '14:00', who: katharina, client: 'Escaping Elif' });
  const desk = await openDesk();
  await desk.showWeek(week);
  const elif = desk.chip('Escaping Elif');
  await desk.carry(elif, { minutes: 60, row: mehmet });
  await expect(desk.timeline.locator('[data-mirror]')).toBeVisible();
  await desk.page.keyboard.press('Escape');
  await expect(desk.timeline.locator('[data-mirror]')).toHaveCount(0);
  await desk.page.mouse.up();
  await expect(elif).toHaveAccessibleName(/14:00–14:30, booked, Dr. Katharina Vogel$/);
  await expect(desk.page.getByRole('button', { name: 'Nothing to undo' })).toBeVisible();
});

test('a drop on a taken time goes back to where it was and says why', async ({ openDesk, server }) => {
  await server.book({ week, time: '09:00', who: 'Dr. Samuel Okafor', client: 'Sitting Sven' });
  await server.book({ week, time: '10:00', who: 'Dr. Samuel Okafor', client: 'Refused Rosa' });
  const desk = await openDesk();
  await desk.showWeek(week);
  const rosa = desk.chip('Refused Rosa');
  await desk.carry(rosa, { minutes: -60 });
  await desk.page.mouse.up();
  const notice = desk.notices.filter({ hasText: 'Not moved' });
  await expect(notice).toContainText('Sitting Sven');
  await expect(rosa).toHaveAccessibleName(/10:00–10:30, booked/);
});

test('a visit is dragged in each of three windows of one desk, and all of them show it', async ({
  openDesk,
  server,
}) => {
  const names = ['Window Wanda', 'Window Wim', 'Window Wolf'];
  for (const [at, client] of names.entries()) {
    await server.book({ week, time: `${at + 9}:00`, who: 'Jonas Albrecht', client });
  }
  const first = await openDesk();
  const windows = [first, await first.openWindow(), await first.openWindow()];
  for (const [at, window] of windows.entries()) {
    // A browser draws what lies behind another window about once a second: nobody could drag there.
    await window.toFront();
    await window.showWeek(week);
    const name = names[at] ?? '';
    await window.carry(window.chip(name), { minutes: 30 });
    await window.page.mouse.up();
    await expect(window.chip(name)).toHaveAccessibleName(new RegExp(`0?${at + 9}:30–`));
  }
  for (const [at, name] of names.entries()) {
    await expect(first.chip(name)).toHaveAccessibleName(new RegExp(`0?${at + 9}:30–`));
  }
});
