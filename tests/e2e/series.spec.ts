import type { DeskPage } from '#tests/e2e/support/desk-page.ts';
import { must } from '#shared/lib/must.ts';
import { parseZone } from '#shared/time/zone.ts';
import { expect, test } from '#tests/e2e/support/journey.ts';
import { localTime } from '#tests/e2e/support/server-desk.ts';

// Nobody else books in these four weeks.
const who = 'Dr. Samuel Okafor';
const first = 12;
const berlin = must(parseZone('Europe/Berlin'), 'a zone');

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

test('[SR11] [PV1] beyond what the desk carries the server says what is taken; without it, that nobody has looked', async ({
  openDesk,
  network,
  server,
}) => {
  const far = 19;
  await server.book({ week: far + 2, time: '16:00', who, client: 'Far Fiona' });
  const desk = await openDesk({ url: network.url });
  const day = server.dayOf(far);
  await repeatWeekly(desk, 'Serial Sula', { day, time: '16:00' });
  const dates = desk.panel.getByRole('region', { name: 'Dates' });
  await expect(dates.getByRole('listitem').nth(2)).toContainText(/Taken.*Far Fiona/);
  await expect(dates.getByText('Free', { exact: true })).toHaveCount(3);
  await desk.panel.getByRole('combobox', { name: /^What becomes of/ }).selectOption({ label: 'Move to 16:30' });
  await desk.panel.getByRole('button', { name: 'Book 4 dates' }).click();
  await expect(desk.notices.getByText(/Booked: Serial Sula, 4 dates/)).toBeVisible();
  await goOn(desk, 2);
  await isAt(desk, 'Serial Sula', '16:30–17:00');

  // What was booked is answered first.
  await desk.expectPill(/^Online$/);
  await desk.keepPages();
  network.cut();
  await desk.expectPill(/^Offline$/, 5_000);
  await repeatWeekly(desk, 'Serial Siri', { day, time: '15:00' });
  await expect(desk.panel.getByText(/^The dates after .* are checked when the server is reached/)).toBeVisible();
  await expect(dates.getByText('Not seen yet', { exact: true })).toHaveCount(4);
  network.heal();
  await desk.expectPill(/^Online$/);
  await expect(dates.getByText('Free', { exact: true })).toHaveCount(4);
});

test('[SR13] [SR14] a visit becomes the first of a series; a change of the later ones is counted with it, and undone in place', async ({
  openDesk,
  server,
}) => {
  await server.book({ week: first + 1, time: '15:30', who, client: 'Serial Suri' });
  const desk = await openDesk();
  await desk.showWeek(first + 1);
  await desk.chip('Serial Suri').click();
  const card = desk.panel.getByRole('region', { name: 'Series', exact: true });
  await desk.panel.getByRole('button', { name: 'Repeat …' }).click();
  await desk.panel.getByRole('textbox', { name: 'How many times' }).fill('3');
  await desk.panel.getByRole('button', { name: 'Add 2 dates' }).click();
  await expect(card.getByText('1 of 3')).toBeVisible();
  await card.getByRole('button', { name: 'All dates' }).click();
  await card.getByRole('button', { name: /15:30/ }).nth(1).click();
  await expect(card.getByText('2 of 3')).toBeVisible();
  const dialog = desk.page.getByRole('dialog', { name: 'Move a repeating visit' });
  const time = desk.panel.getByRole('textbox', { name: 'Time' });
  // The timeline goes there meanwhile, and takes the focus with it: as a person would, it types again.
  await expect(async () => {
    await time.fill('16:15');
    await time.press('Enter', { timeout: 1_000 });
    await expect(dialog).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await dialog
    .getByRole('radio', { name: /^(This and all that follow|All that are to come)/ })
    .first()
    .check();
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(card.getByText(/at 16:15/)).toBeVisible();
  await expect(card.getByText('2 of 3')).toBeVisible();
  await desk.page.keyboard.press('Control+z');
  await expect(card.getByText(/at 15:30/)).toBeVisible();
  await expect(card.getByText('2 of 3')).toBeVisible();
  await desk.page.keyboard.press('Control+z');
  await desk.chip('Serial Suri').waitFor({ state: 'hidden' });
  const [visit, ...others] = await server.appointmentsOf('Serial Suri');
  expect(others).toEqual([]);
  expect(visit).toMatchObject({ start: localTime(server.dayOf(first + 1), '15:30', berlin), status: 'booked' });
});

test('[SR15] [SR10] the visit that a series was made of asks, moves with all of it without the server, and goes back', async ({
  openDesk,
  network,
  server,
}) => {
  await server.book({ week: first, time: '14:00', who, client: 'Serial Sofi' });
  const desk = await openDesk({ url: network.url });
  const other = await openDesk();
  await desk.showWeek(first);
  await other.showWeek(first);
  await desk.chip('Serial Sofi').click();
  await desk.panel.getByRole('button', { name: 'Repeat …' }).click();
  await desk.panel.getByRole('textbox', { name: 'How many times' }).fill('3');
  await desk.panel.getByRole('button', { name: 'Add 2 dates' }).click();
  const card = desk.panel.getByRole('region', { name: 'Series', exact: true });
  await expect(card.getByText(/a change of all dates changes it, too/)).toBeVisible();
  await isAt(other, 'Serial Sofi', '14:00–14:30');
  // What was booked is answered first.
  await desk.expectPill(/^Online$/);
  await desk.keepPages();
  network.cut();
  await desk.expectPill(/^Offline$/, 5_000);
  await desk.carry(desk.chip('Serial Sofi').first(), { minutes: 30 });
  await desk.page.mouse.up();
  const dialog = desk.page.getByRole('dialog', { name: 'Move a repeating visit' });
  await expect(dialog.getByText('3 visits', { exact: true })).toBeVisible();
  await dialog.getByRole('radio', { name: 'This and all that follow' }).check();
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await isAt(desk, 'Serial Sofi', '14:30–15:00');
  await desk.expectPill(/^Offline · 1 unsent$/);
  network.heal();
  await desk.expectPill(/^Online$/);
  await isAt(other, 'Serial Sofi', '14:30–15:00');
  await goOn(other);
  await isAt(other, 'Serial Sofi', '14:30–15:00');
  await desk.page.keyboard.press('Control+z');
  await isAt(desk, 'Serial Sofi', '14:00–14:30');
  await isAt(other, 'Serial Sofi', '14:00–14:30');
  await goOn(other, -1);
  await isAt(other, 'Serial Sofi', '14:00–14:30');
});

test('[SR16] after somebody else changed it from one date on, cancelling all means every part, and one undo brings all of it back', async ({
  openDesk,
  server,
}) => {
  const desk = await openDesk();
  const other = await openDesk();
  await repeatWeekly(desk, 'Serial Sven', { day: server.dayOf(first), time: '09:00' });
  await desk.panel.getByRole('button', { name: 'Book 4 dates' }).click();
  await isAt(desk, 'Serial Sven', '09:00–09:30');
  await other.showWeek(first + 2);
  await isAt(other, 'Serial Sven', '09:00–09:30');
  await carryAll(other, 'Serial Sven', 30);
  await isAt(other, 'Serial Sven', '09:30–10:00');
  await goOn(desk, 2);
  await isAt(desk, 'Serial Sven', '09:30–10:00');
  await goOn(desk, -2);
  await desk.act({ on: 'Serial Sven', entry: 'Cancel…' });
  await desk.page.getByRole('dialog').getByRole('button', { name: 'Cancel the visit' }).click();
  const dialog = desk.page.getByRole('dialog', { name: 'Cancel a repeating visit' });
  await expect(dialog.getByText('4 visits', { exact: true })).toBeVisible();
  await dialog.getByRole('radio', { name: 'This and all that follow' }).check();
  await expect(dialog.getByText('The series was changed along the way: 2 parts of it are meant.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel visits' }).click();
  await expect(desk.chip('Serial Sven')).toHaveCount(0);
  await expect(other.chip('Serial Sven')).toHaveCount(0);
  await desk.page.keyboard.press('Control+z');
  await isAt(desk, 'Serial Sven', '09:00–09:30');
  await isAt(other, 'Serial Sven', '09:30–10:00');
});
