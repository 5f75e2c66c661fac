import { cuttableNetwork } from '#tests/e2e/support/cuttable-network.ts';
import { expect, test } from '#tests/e2e/support/journey.ts';
import { signIn } from '#tests/e2e/support/sign-in.ts';

const week = 2;
const room = 'Consulting 1';

test('the loser of a room sees who has it, since when and from which desk, decides by key, and nothing leaves by itself', async ({
  openDesk,
  network,
  app,
  server,
}) => {
  const secondNetwork = await cuttableNetwork(app.url);
  const winner = await openDesk({ url: network.url });
  const loser = await openDesk({ url: secondNetwork.url, person: 'Lena Hoffmann' });
  const { page } = loser;
  const day = server.dayOf(week);
  await loser.keepPages();
  network.cut();
  secondNetwork.cut();
  await winner.expectPill(/^Offline$/);
  await loser.expectPill(/^Offline$/);
  for (const time of ['10:00', '14:00']) {
    const wish = { service: 'Follow-up', day, time, room };
    await winner.book({ ...wish, client: `Winner Willa ${time}`, who: 'Dr. Katharina Vogel' });
    await expect(winner.notices.filter({ hasText: `Winner Willa ${time}` }).first()).toBeVisible();
    await loser.book({ ...wish, client: `Loser Leo ${time}`, who: 'Dr. Samuel Okafor' });
    await expect(loser.notices.filter({ hasText: `Loser Leo ${time}` }).first()).toBeVisible();
  }
  network.heal();
  await expect.poll(() => server.appointmentsOf('Winner Willa 14:00')).toHaveLength(1);
  secondNetwork.heal();
  await expect.poll(() => server.appointmentsOf('Loser Leo 14:00')).toHaveLength(1);

  await page.getByRole('button', { name: /^Conflicts/ }).click();
  const cases = page.getByRole('listbox', { name: 'Conflicts' }).getByRole('option', { name: /Loser Leo/ });
  await expect(cases).toHaveCount(2);
  await page.getByRole('searchbox', { name: 'Search the inbox' }).fill('loser leo 10:00');
  await expect(cases).toHaveCount(1);
  const detail = page.getByRole('article');
  await expect(detail).toContainText(/Consulting 1 · 10:00–10:30 · Winner Willa 10:00/);
  await expect(detail).toContainText(/Put there by Emre Kaya · .*Front desk/);
  await expect(detail).toContainText(/Done by\s*Lena Hoffmann.*Front desk.* · this desk/s);
  await expect(detail.getByRole('textbox', { name: 'Message to the client' })).toHaveValue(/Hello Loser Leo 10:00,/);

  await page.getByRole('listbox', { name: 'Conflicts' }).focus();
  await page.keyboard.press('1');
  await expect(loser.notices.filter({ hasText: 'Solved:' })).toBeVisible();
  await expect.poll(async () => (await server.appointmentsOf('Loser Leo 10:00')).map(isWaiting)).toEqual([false]);
  await expect(page.getByRole('region', { name: 'Just decided' })).toContainText('Loser Leo 10:00');

  // The other case survives a reload without the server, and leaves only with a reason.
  secondNetwork.cut();
  await page.reload();
  await signIn(page, 'Lena Hoffmann');
  await page.getByRole('button', { name: /^Conflicts/ }).click();
  await page.getByRole('searchbox', { name: 'Search the inbox' }).fill('loser leo 14:00');
  await expect(cases).toHaveCount(1);
  await page.getByRole('button', { name: 'Handled otherwise…' }).click();
  await expect(detail.getByRole('textbox', { name: /What was done/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Say why. Only then it leaves the inbox.')).toBeVisible();
  await page.keyboard.type('He comes to the walk-in hours.');
  await page.keyboard.press('Enter');
  await expect(cases).toHaveCount(0);
  secondNetwork.heal();
  await expect.poll(async () => (await server.appointmentsOf('Loser Leo 14:00')).map(isWaiting)).toEqual([false]);
  const [settled] = await server.appointmentsOf('Loser Leo 14:00');
  expect(settled?.displacement?.settled?.note).toBe('He comes to the walk-in hours.');
  await secondNetwork.close();
});

function isWaiting({ displacement }: { displacement: { settled?: unknown } | null }): boolean {
  return displacement !== null && displacement.settled === undefined;
}
