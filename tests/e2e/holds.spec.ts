import type { DeskPage } from '#tests/e2e/support/desk-page.ts';
import { endHolds } from '#tests/e2e/support/end-holds.ts';
import { expect, test } from '#tests/e2e/support/journey.ts';

const week = 6;
const who = 'Dr. Samuel Okafor';
const mehmet = 'Dr. Mehmet Yılmaz';

async function openSlot(desk: DeskPage, time: string): Promise<void> {
  await desk.showWeek(week);
  await desk.actAt({ row: who, time, entry: 'Book here' });
}

async function chooseService(desk: DeskPage): Promise<void> {
  await desk.panel.getByRole('combobox', { name: 'Service' }).fill('Follow-up');
  await desk.page.getByRole('option', { name: 'Follow-up' }).click();
}

test('[HU5] a time that somebody is choosing is hatched on the other desk, with who, until they let go', async ({
  openDesk,
}) => {
  const first = await openDesk({ person: 'Emre Kaya' });
  const second = await openDesk({ person: 'Lena Hoffmann' });
  await second.showWeek(week);
  await openSlot(first, '12:00');
  await expect(first.countdown).toHaveText(/^[45]:\d\d$/);
  const seen = second.hold('Emre Kaya');
  await expect(seen).toBeVisible({ timeout: 2_000 });
  await expect(first.hold('Emre Kaya')).toHaveCount(0);

  // What the other desk is offered leaves that time out, and it is told why.
  await second.actAt({ row: who, time: '12:00', entry: 'Book here' });
  await chooseService(second);
  const told = second.panel.getByText(/being booked by Emre Kaya/);
  await expect(told).toBeVisible();
  await second.panel.getByRole('group', { name: 'Next free:' }).getByRole('button').first().click();
  await expect(told).toHaveCount(0);
  await expect(second.countdown).toBeVisible();

  await first.page.keyboard.press('Escape');
  await expect(seen).toHaveCount(0, { timeout: 1_500 });
  await expect(first.hold('Lena Hoffmann')).not.toHaveCount(0);
});

test('[HU2] a hold that is confirmed becomes the visit, and one of a closed window is free again', async ({
  openDesk,
  server,
}) => {
  const first = await openDesk({ person: 'Emre Kaya' });
  const second = await openDesk({ person: 'Lena Hoffmann' });
  await second.showWeek(week);
  await openSlot(first, '13:00');
  await first.fillVisit({ client: 'Held Hanna', service: 'Follow-up' });
  await expect(first.countdown).toBeVisible();
  await first.panel.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(second.chip('Held Hanna').first()).toBeVisible();
  await expect(second.hold('Emre Kaya')).toHaveCount(0);
  expect((await server.appointmentsOf('Held Hanna')).map(({ displacement }) => displacement)).toEqual([null]);

  await first.actAt({ row: who, time: '14:00', entry: 'Book here' });
  await expect(second.hold('Emre Kaya')).toBeVisible();
  await first.page.close({ runBeforeUnload: true });
  await expect(second.hold('Emre Kaya')).toHaveCount(0, { timeout: 3_000 });
});

test('[HU2] a page that is reloaded under its service worker gives back what it held at once', async ({ openDesk }) => {
  const first = await openDesk({ person: 'Emre Kaya' });
  const second = await openDesk({ person: 'Lena Hoffmann' });
  await second.showWeek(week);
  await first.keepPages();
  await first.page.reload();
  await first.signIn('Emre Kaya');
  // Most requests of such a page are lost, not all: twice, so that luck does not pass.
  for (const time of ['10:00', '11:00']) {
    await openSlot(first, time);
    await expect(second.hold('Emre Kaya')).toBeVisible();
    await first.page.reload({ waitUntil: 'commit' });
    await expect(second.hold('Emre Kaya')).toHaveCount(0, { timeout: 2_000 });
    await first.signIn('Emre Kaya');
  }
});

test('[HU4] without a connection a choice says that it is provisional, and is held when the line is back', async ({
  openDesk,
  network,
}) => {
  const desk = await openDesk({ url: network.url });
  network.cut();
  await desk.expectPill(/^Offline$/);
  await openSlot(desk, '14:00');
  await expect(desk.panel.getByText('Provisional.')).toBeVisible();
  network.heal();
  await desk.expectPill(/^Online$/);
  await expect(desk.countdown).toBeVisible();
});

test('[HU3] a hold that ended on the way books nothing, and Enter books it after all', async ({
  app,
  openDesk,
  server,
}) => {
  const desk = await openDesk({ person: 'Emre Kaya' });
  await openSlot(desk, '10:00');
  await desk.fillVisit({ client: 'Late Lothar', service: 'Follow-up' });
  await expect(desk.countdown).toBeVisible();
  await endHolds(app);
  await desk.panel.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(desk.notices.filter({ hasText: 'Not booked: Late Lothar' })).toBeVisible();
  expect(await server.appointmentsOf('Late Lothar')).toEqual([]);
  await expect(desk.page.getByRole('button', { name: 'Book again' })).toBeFocused();
  await desk.page.keyboard.press('Enter');
  await expect
    .poll(async () => (await server.appointmentsOf('Late Lothar')).map(({ status }) => status))
    .toEqual(['booked']);
  await expect(desk.chip('Late Lothar').first()).toBeVisible();
});

test('[HU3] a form that was left open past its hold is told so, and the second Enter books', async ({
  app,
  network,
  openDesk,
  server,
}) => {
  const desk = await openDesk({ url: network.url, person: 'Emre Kaya' });
  await openSlot(desk, '11:00');
  await desk.fillVisit({ client: 'Slow Sara', service: 'Follow-up' });
  await expect(desk.countdown).toBeVisible();
  await endHolds(app);
  // A desk that comes back asks what is held.
  network.cut();
  network.heal();
  await expect(desk.panel.getByText('The hold has ended.')).toBeVisible();
  await desk.panel.getByRole('button', { name: 'Book', exact: true }).focus();
  await desk.page.keyboard.press('Enter');
  await expect(desk.panel.getByText(/held for you again/)).toBeVisible();
  await desk.page.keyboard.press('Enter');
  await expect
    .poll(async () => (await server.appointmentsOf('Slow Sara')).map(({ status }) => status))
    .toEqual(['booked']);
});

test('[HU9] a window of the same desk sees no hold of somebody else, and takes the time over', async ({
  openDesk,
  server,
}) => {
  const first = await openDesk({ person: 'Emre Kaya' });
  const second = await first.openWindow('Emre Kaya');
  const elsewhere = await openDesk({ person: 'Lena Hoffmann' });
  await elsewhere.showWeek(week);
  await second.showWeek(week);
  await first.toFront();
  await openSlot(first, '12:00');
  await first.fillVisit({ client: 'First Frida', service: 'Follow-up' });
  await expect(first.countdown).toBeVisible();
  await expect(elsewhere.hold('Emre Kaya')).not.toHaveCount(0);
  await expect(second.hold('Emre Kaya')).toHaveCount(0);

  await second.toFront();
  await second.actAt({ row: who, time: '12:00', entry: 'Book here' });
  await second.fillVisit({ client: 'Second Sven', service: 'Follow-up' });
  await expect(second.countdown).toBeVisible();
  await expect(second.panel.getByText(/being booked by/)).toHaveCount(0);
  await expect(first.panel.getByText('The hold has ended.')).toBeVisible();
  await second.panel.getByRole('button', { name: 'Book', exact: true }).click();
  await expect
    .poll(async () => (await server.appointmentsOf('Second Sven')).map(({ displacement }) => displacement))
    .toEqual([null]);
});

test('[HU9] what one window does at once is not displaced by what another window of the desk holds', async ({
  openDesk,
  server,
}) => {
  await server.book({ week, time: '9:00', who, client: 'Nudged Nele' });
  const first = await openDesk({ person: 'Emre Kaya' });
  const second = await first.openWindow('Emre Kaya');
  await second.showWeek(week);
  await first.toFront();
  await openSlot(first, '09:30');
  await expect(first.countdown).toBeVisible();
  await second.toFront();
  await second.chip('Nudged Nele').first().focus();
  await second.page.keyboard.press('Alt+ArrowRight');
  await second.page.keyboard.press('Alt+ArrowRight');
  await expect(second.chip('Nudged Nele').first()).toHaveAccessibleName(/9:(10|30)–/);
  // That it has ended is said until the visit is drawn there, which may be at once.
  await expect(first.countdown).toHaveCount(0);
  const places = async () =>
    (await server.appointmentsOf('Nudged Nele')).map(({ displacement, claims }) => [displacement, claims.length > 0]);
  await expect.poll(places).toEqual([[null, true]]);
  await second.expectPill(/^Online$/);
});

test('[HU1] a copy in the hand, blocked time in the hand and in its panel hold their place; Escape frees it', async ({
  openDesk,
  server,
}) => {
  await server.book({ week, time: '10:00', who: mehmet, client: 'Copied Carl' });
  const first = await openDesk({ person: 'Emre Kaya' });
  const second = await openDesk({ person: 'Lena Hoffmann' });
  await first.showWeek(week);
  await second.showWeek(week);
  const seen = second.hold('Emre Kaya');

  await first.page.keyboard.down('Control');
  await first.carry(first.chip('Copied Carl').first(), { minutes: 60 });
  await expect(seen.first()).toBeVisible({ timeout: 2_000 });
  await first.page.keyboard.press('Escape');
  await first.page.mouse.up();
  await first.page.keyboard.up('Control');
  await expect(seen).toHaveCount(0, { timeout: 1_500 });

  await first.actAt({ row: mehmet, time: '13:00', entry: 'Block this time' });
  await expect(first.countdown).toBeVisible();
  await expect(seen.first()).toBeVisible({ timeout: 2_000 });
  await first.page.keyboard.press('Escape');
  await expect(seen).toHaveCount(0, { timeout: 1_500 });

  await first.actAt({ row: mehmet, time: '13:00', entry: 'Block this time' });
  await first.panel.getByRole('textbox', { name: 'Note' }).fill('Held meeting');
  await expect(first.countdown).toBeVisible();
  await first.panel.getByRole('button', { name: 'Block', exact: true }).click();
  const block = second.timeline.getByRole('button', { name: /Held meeting/ });
  await expect(block).toBeVisible();
  await expect(seen).toHaveCount(0);

  await first.carry(first.timeline.getByRole('button', { name: /Held meeting/ }), { minutes: -60 });
  await expect(seen.first()).toBeVisible({ timeout: 2_000 });
  await first.page.mouse.up();
  await expect(block).toHaveAccessibleName(/12:00/);
  await expect(seen).toHaveCount(0);
});
