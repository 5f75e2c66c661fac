import type { DeskPage } from '#tests/e2e/support/desk-page.ts';
import { expect, test } from '#tests/e2e/support/journey.ts';

// Nobody else books in these four weeks.
const who = 'Dr. Samuel Okafor';
const first = 12;

/** Fills the panel with a visit that repeats weekly, four times. */
async function repeatWeekly(desk: DeskPage, client: string, visit: { day: string; time: string }): Promise<void> {
  const { page, panel } = desk;
  await page.getByRole('button', { name: 'New', exact: true }).click();
  await desk.fillVisit({ client, service: 'Follow-up' });
  await panel.getByRole('textbox', { name: 'Day' }).fill(visit.day);
  await page.keyboard.press('Tab');
  await panel.getByRole('textbox', { name: 'Time' }).fill(visit.time);
  await desk.choose('Practitioner', who);
  await panel.getByRole('radiogroup', { name: 'Repeat' }).getByText('Weekly', { exact: true }).click();
  await panel.getByRole('textbox', { name: 'How many times' }).fill('4');
}

/** Carries the visit and says how much of the series is meant. */
async function carryAll(desk: DeskPage, client: string, minutes: number): Promise<void> {
  await desk.carry(desk.chip(client).first(), { minutes });
  await desk.page.mouse.up();
  const dialog = desk.page.getByRole('dialog', { name: 'Move a repeating visit' });
  await dialog.getByRole('radio', { name: 'This and all that follow' }).check();
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
}

async function goOn(desk: DeskPage, weeks = 1): Promise<void> {
  await desk.page.keyboard.press('w');
  const name = weeks > 0 ? 'Next week' : 'Previous week';
  for (let at = 0; at < Math.abs(weeks); at += 1) await desk.page.getByRole('button', { name }).click();
  await desk.page.keyboard.press('d');
}

async function isAt(desk: DeskPage, client: string, time: string): Promise<void> {
  await expect(desk.chip(client).first()).toHaveAccessibleName(new RegExp(`${time}.*Repeats`));
}

test('[SR3] [SR7] [SR10] a weekly series: a clash moved, one dragged with those that follow, one cancelled, undone', async ({
  openDesk,
  server,
}) => {
  await server.book({ week: first + 2, time: '10:00', who, client: 'In the way' });
  const desk = await openDesk();
  const other = await openDesk();
  await other.showWeek(first + 1);
  await repeatWeekly(desk, 'Serial Sana', { day: server.dayOf(first), time: '10:00' });
  await desk.panel.getByRole('combobox', { name: /^What becomes of/ }).selectOption({ label: 'Move to 10:30' });
  await desk.panel.getByRole('button', { name: 'Book 4 dates' }).click();
  await expect(desk.notices.getByText(/Booked: Serial Sana, 4 dates/)).toBeVisible();
  await isAt(other, 'Serial Sana', '10:00–10:30');
  await goOn(other);
  await isAt(other, 'Serial Sana', '10:30–11:00');

  await isAt(desk, 'Serial Sana', '10:00–10:30');
  await goOn(desk);
  await carryAll(desk, 'Serial Sana', 60);
  await isAt(desk, 'Serial Sana', '11:00–11:30');
  await goOn(desk);
  await isAt(desk, 'Serial Sana', '10:30–11:00');
  await goOn(desk);
  await isAt(desk, 'Serial Sana', '11:00–11:30');
  await goOn(other);
  await isAt(other, 'Serial Sana', '11:00–11:30');

  await desk.act({ on: 'Serial Sana', entry: 'Cancel…' });
  await desk.page.getByRole('dialog').getByRole('button', { name: 'Cancel the visit' }).click();
  await desk.page.getByRole('radio', { name: 'This visit only' }).press('Enter');
  await expect(desk.chip('Serial Sana')).toHaveCount(0);
  await expect(other.chip('Serial Sana')).toHaveCount(0);
  await desk.page.keyboard.press('Control+z');
  await isAt(other, 'Serial Sana', '11:00–11:30');
  await desk.page.keyboard.press('Control+z');
  // What was cancelled and taken back has gone its own way; the others are where they were.
  await goOn(other, -2);
  await isAt(other, 'Serial Sana', '10:00–10:30');
});

test('[SR7] without the server a series is made and changed all the same, and arrives when it returns', async ({
  openDesk,
  network,
  server,
}) => {
  const desk = await openDesk({ url: network.url });
  const other = await openDesk();
  await other.showWeek(first + 2);
  await desk.keepPages();
  network.cut();
  await desk.expectPill(/^Offline$/, 5_000);
  await repeatWeekly(desk, 'Serial Seda', { day: server.dayOf(first), time: '12:30' });
  await desk.panel.getByRole('button', { name: 'Book 4 dates' }).click();
  await isAt(desk, 'Serial Seda', '12:30–13:00');
  await goOn(desk);
  await carryAll(desk, 'Serial Seda', 60);
  await isAt(desk, 'Serial Seda', '13:30–14:00.*Saved on this desk');
  await desk.expectPill(/^Offline · 2 unsent$/);
  network.heal();
  await desk.expectPill(/^Online$/);
  await isAt(other, 'Serial Seda', '13:30–14:00');
});
