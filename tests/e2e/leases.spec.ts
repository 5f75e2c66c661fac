import { must } from '#shared/lib/must.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { overlaps } from '#shared/time/interval.ts';
import { cuttableNetwork } from '#tests/e2e/support/cuttable-network.ts';
import type { DeskPage } from '#tests/e2e/support/desk-page.ts';
import { expect, test } from '#tests/e2e/support/journey.ts';
import { localTime, type ServerDesk } from '#tests/e2e/support/server-desk.ts';

const week = 1;
const doctor = 'Dr. Mehmet Yılmaz';
const room = 'Consulting 2';
const otherDoctor = 'Dr. Samuel Okafor';
const otherRoom = 'Consulting 1';
const service = 'Follow-up';

test('[LE2] [LE7] [LE10] what a desk books offline in time kept for it is guaranteed; who else wants it waits in the inbox', async ({
  openDesk,
  network,
  app,
  server,
}) => {
  const secondNetwork = await cuttableNetwork(app.url);
  const desk = await openDesk({ url: network.url, person: 'Nora Feldmann' });
  const other = await openDesk({ url: secondNetwork.url, person: 'Lena Hoffmann' });
  await keepTime(desk);
  const day = server.dayOf(week);
  const [early = '', sure = ''] = await freeTimes(server);

  // While its desk is connected, kept time is anybody's at once.
  await other.book({ client: 'Early Elif', service, day, time: early, who: doctor, room });
  await expect.poll(async () => (await server.appointmentsOf('Early Elif')).map(isPlaced)).toEqual([true]);

  await desk.showWeek(week);
  network.cut();
  await desk.expectPill(/^Offline$/);
  await expect(desk.timeline.getByText('Kept for this desk').first()).toBeVisible();
  await desk.book({ client: 'Sure Sina', service, day, time: sure, who: doctor, room });
  await expect(desk.chip('Sure Sina').first()).toHaveAccessibleName(/guaranteed/i);
  await desk.chip('Sure Sina').first().click();
  await expect(desk.panel.getByText(/^Guaranteed until .*Saved on this desk/)).toBeVisible();
  await desk.page.keyboard.press('Escape');
  await desk.book({
    client: 'Maybe Mona',
    service,
    day,
    time: early,
    who: otherDoctor,
    room: otherRoom,
  });
  await expect(desk.chip('Maybe Mona').first()).toHaveAccessibleName(/Saved on this desk, not sent yet$/);

  await startBooking(other, { client: 'Late Leo', day, time: sure });
  await expect(other.panel.getByText(/kept for Front desk( \d+)?, which cannot be reached/).first()).toBeVisible();
  await other.panel.getByRole('button', { name: 'Book', exact: true }).click();
  await expect.poll(async () => (await server.appointmentsOf('Late Leo')).map(isPlaced)).toEqual([false]);
  await other.page.getByRole('button', { name: /^Conflicts/ }).click();
  await other.page.getByRole('option', { name: /Late Leo/ }).click();
  await expect(other.page.getByRole('article')).toContainText(/Consulting 2 · kept for Front desk( \d+)?/);
  // Nobody is offered first what the server would refuse while that desk is away.
  const ways = other.page.getByRole('list', { name: 'Ways to solve it' }).getByRole('listitem');
  await expect(ways.first()).toBeVisible();
  await expect(ways.first()).not.toContainText(/kept for/i);

  network.heal();
  await desk.expectPill(/^Online/);
  await expect.poll(async () => (await server.appointmentsOf('Sure Sina')).map(isPlaced)).toEqual([true]);
  await expect.poll(async () => (await server.appointmentsOf('Maybe Mona')).map(isPlaced)).toEqual([true]);
  await renameThisDesk(desk, 'Blue counter');
  await expect(other.page.getByRole('article')).toContainText(/Consulting 2 · kept for Blue counter/);
  await removeRule(desk);
  await secondNetwork.close();
});

/** Half hours in which the demo clinic has nothing for any of them. */
async function freeTimes({ line, appointments, dayOf }: ServerDesk): Promise<readonly string[]> {
  const [resources, locations, blocks, visits] = await Promise.all([
    line.all('resources'),
    line.all('locations'),
    line.all('blocks'),
    appointments(),
  ]);
  const names = [doctor, room, otherDoctor, otherRoom];
  const ids = new Set(resources.filter(({ name }) => names.includes(name)).map(({ id }) => id));
  const taken = [...blocks, ...visits].flatMap(({ claims }) => claims).filter(({ resourceId }) => ids.has(resourceId));
  const { zone } = must(
    locations.find(({ name }) => name === 'Berlin Mitte'),
    'the first location of the demo clinic',
  );
  const times = Array.from({ length: 13 }, (_, at) => `${9 + Math.floor(at / 2)}:${at % 2 === 0 ? '00' : '30'}`);
  return times.filter((time) => {
    const start = localTime(dayOf(week), time, zone);
    return !taken.some((claim) => overlaps(claim, { start, end: plusMinutes(start, 30) }));
  });
}

async function startBooking(
  desk: DeskPage,
  { client, day, time }: { readonly client: string; readonly day: string; readonly time: string },
): Promise<void> {
  await desk.page.getByRole('button', { name: 'New', exact: true }).click();
  await desk.fillVisit({ client, service });
  await desk.panel.getByRole('textbox', { name: 'Day' }).fill(day);
  await desk.page.keyboard.press('Tab');
  await desk.panel.getByRole('textbox', { name: 'Time' }).fill(time);
  await desk.choose('Practitioner', doctor);
  await desk.choose('Room', room);
}

/** A rule for this desk: the doctor and the room, for as long as the journey looks ahead. */
async function keepTime(desk: DeskPage): Promise<void> {
  const { page } = desk;
  await openBerlin(desk);
  await page.getByRole('button', { name: 'Keep time for a desk' }).click();
  const rule = page.getByRole('dialog');
  await rule.getByRole('combobox', { name: 'Desk' }).click();
  await page.getByRole('option', { name: /this desk/ }).click();
  await rule.getByRole('combobox', { name: 'People, rooms and equipment' }).click();
  for (const name of [doctor, room]) await page.getByRole('option', { name, exact: true }).click();
  await page.keyboard.press('Escape');
  await rule.getByRole('combobox', { name: 'Days' }).click();
  await page.getByRole('option', { name: 'Today and the next 13 days' }).click();
  await rule.getByRole('button', { name: 'Save' }).click();
  await expect(rule).toHaveCount(0);
  await openBerlin(desk);
  await expect(page.getByText('Kept now')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Timeline' }).click();
  await expect(desk.timeline).toBeVisible();
}

async function openBerlin({ page }: DeskPage): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).first().click();
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: 'Locations' }).click();
  await page
    .getByRole('main')
    .getByRole('button', { name: /Berlin/ })
    .first()
    .click();
  await expect(page.getByRole('dialog')).toBeVisible();
}

/** Settings, Desks: the name is typed over, and Enter. */
async function renameThisDesk({ page }: DeskPage, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).first().click();
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: 'Desks' }).click();
  const row = page.getByRole('listitem').filter({ hasText: 'this desk' });
  await row.getByRole('button', { name: /^Rename/ }).click();
  await page.getByRole('textbox', { name: 'Name of the desk' }).fill(name);
  await page.keyboard.press('Enter');
  await expect(row).toContainText(name);
}

/** Other journeys use the same clinic. */
async function removeRule(desk: DeskPage): Promise<void> {
  await openBerlin(desk);
  await desk.page.getByRole('button', { name: 'Remove this rule' }).click();
  await desk.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(desk.page.getByRole('dialog')).toHaveCount(0);
  // What the desk kept is given back before its browser closes, and nobody could ask for it any more.
  await expect(async () => {
    await openBerlin(desk);
    const isKept = await desk.page.getByText('Kept now').isVisible({ timeout: 500 });
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    expect(isKept).toBe(false);
  }).toPass();
}

function isPlaced({ claims, displacement }: { readonly claims: readonly unknown[]; readonly displacement: unknown }) {
  return claims.length > 0 && displacement === null;
}
