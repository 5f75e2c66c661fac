import { cuttableNetwork } from '#tests/e2e/support/cuttable-network.ts';
import { expect, test } from '#tests/e2e/support/journey.ts';

const week = 4;
const room = 'Consulting 1';

test('two desks book one room while both are offline: one is booked, the other is repaired by Enter', async ({
  openDesk,
  network,
  app,
  server,
}) => {
  const secondNetwork = await cuttableNetwork(app.url);
  const first = await openDesk({ url: network.url });
  const second = await openDesk({ url: secondNetwork.url, person: 'Lena Hoffmann' });
  const day = server.dayOf(week);
  const wish = { service: 'Follow-up', day, time: '10:00', room };
  network.cut();
  secondNetwork.cut();
  await first.expectPill(/^Offline$/);
  await second.expectPill(/^Offline$/);

  await first.book({ ...wish, client: 'First Frida', who: 'Dr. Katharina Vogel' });
  await expect(first.chip('First Frida')).toHaveAccessibleName(/10:00–10:30, booked, .*Saved on this desk/);
  await second.book({ ...wish, client: 'Second Sami', who: 'Dr. Samuel Okafor' });
  await expect(second.chip('Second Sami')).toHaveAccessibleName(/10:00–10:30, booked, .*Saved on this desk/);

  network.heal();
  await first.expectPill(/^Online$/);
  secondNetwork.heal();
  await second.expectPill(/^Online$/);
  await expect.poll(async () => (await server.appointmentsOf('First Frida')).map(isPlaced)).toEqual([true]);
  await expect.poll(async () => (await server.appointmentsOf('Second Sami')).map(isPlaced)).toEqual([false]);

  for (const desk of [first, second]) {
    await desk.page.getByRole('button', { name: /^Conflicts/ }).click();
    await desk.page.getByRole('option', { name: /Second Sami/ }).click();
    const repairs = desk.page.getByRole('list', { name: 'Ways to solve it' }).getByRole('button');
    await expect(repairs.first()).toBeVisible();
    expect(await repairs.count()).toBeLessThanOrEqual(3);
  }
  await second.page.keyboard.press('Enter');
  await expect(second.notices.filter({ hasText: 'Solved:' })).toBeVisible();
  await expect.poll(async () => (await server.appointmentsOf('Second Sami')).map(isPlaced)).toEqual([true]);
  for (const desk of [first, second]) {
    await expect(desk.page.getByRole('option', { name: /Second Sami/ })).toHaveCount(0);
  }
  await secondNetwork.close();
});

function isPlaced({
  status,
  claims,
  displacement,
}: {
  status: string;
  claims: readonly unknown[];
  displacement: unknown;
}) {
  return status === 'booked' && claims.length > 0 && displacement === null;
}
