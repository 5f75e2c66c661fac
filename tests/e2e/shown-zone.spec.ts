import { expect, test } from '#tests/e2e/support/journey.ts';

const week = 7;
const who = 'Dr. Katharina Vogel';

test('another zone is shown everywhere and said, a booking and a drag in it are at the right time, and one click leads back', async ({
  openDesk,
  server,
}) => {
  await server.book({ week, time: '10:00', who, room: 'Consulting 1', client: 'Zoned Zoe' });
  const desk = await openDesk();
  const { page } = desk;
  await desk.showWeek(week);
  await expect(desk.chip('Zoned Zoe').first()).toHaveAccessibleName(/10:00–10:30/);

  await page.getByRole('button', { name: /All times are shown in Europe\/Berlin/ }).click();
  await page.getByRole('textbox', { name: /City or zone/ }).fill('reykj');
  await page.keyboard.press('Enter');
  const badge = desk.timeline.getByRole('button', { name: /All times are shown in Atlantic\/Reykjavik, which is not/ });
  await expect(badge).toContainText('Reykjavik GMT');
  // Berlin is one hour ahead in winter, and two in summer.
  const ahead = await page.evaluate((day) => {
    const at = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit', hourCycle: 'h23' });
    return Number(at.format(Date.parse(`${day}T10:00:00Z`))) - 10;
  }, server.dayOf(week));
  const shownAt = (berlin: number): string => String(berlin - ahead).padStart(2, '0');
  await expect(desk.chip('Zoned Zoe').first()).toHaveAccessibleName(new RegExp(`${shownAt(10)}:00–${shownAt(10)}:30`));

  const later = new RegExp(`${shownAt(11)}:00–${shownAt(11)}:30`);
  await desk.carry(desk.chip('Zoned Zoe').first(), { minutes: 60 });
  await page.mouse.up();
  await expect(desk.chip('Zoned Zoe').first()).toHaveAccessibleName(later);
  await desk.actAt({ row: who, time: `${shownAt(13)}:00`, entry: 'Book here' });
  await expect(desk.panel.getByText(/Shown by the clock of Atlantic\/Reykjavik/)).toBeVisible();
  await expect(desk.panel.getByRole('textbox', { name: 'Time' })).toHaveValue(`${shownAt(13)}:00`);
  await desk.fillVisit({ client: 'Zoned Zeno', service: 'Follow-up' });
  await desk.panel.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(desk.chip('Zoned Zeno').first()).toBeVisible();

  await desk.timeline.getByRole('button', { name: /Back to the time of/ }).click();
  await expect(desk.chip('Zoned Zoe').first()).toHaveAccessibleName(/11:00–11:30/);
  await expect(desk.chip('Zoned Zeno').first()).toHaveAccessibleName(/13:00–/);
  const wallTimes = async () =>
    (await Promise.all(['Zoned Zoe', 'Zoned Zeno'].map((name) => server.appointmentsOf(name))))
      .flat()
      .map(({ start }) =>
        new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', timeStyle: 'short' }).format(start),
      );
  await expect.poll(wallTimes).toEqual(['11:00', '13:00']);
});
