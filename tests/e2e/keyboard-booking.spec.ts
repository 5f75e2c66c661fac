import { must } from '#shared/lib/must.ts';
import type { Client } from '#shared/scheduling/client.ts';
import { expect, test } from '#tests/e2e/support/journey.ts';
import type { ServerDesk } from '#tests/e2e/support/server-desk.ts';

const week = 2;

/** On file, and not on the timeline: whose chip is there afterwards is the one that was booked. */
async function somebodyNew({ line, appointments }: ServerDesk): Promise<Client> {
  const [clients, visits] = await Promise.all([line.all('clients'), appointments()]);
  const booked = new Set(visits.flatMap(({ clientIds }) => clientIds));
  const names = clients.filter(({ id }) => booked.has(id)).map(({ name }) => name);
  const isTypeable = ({ id, name }: Client) => /^[A-Z][a-z]+ [A-Z][a-z]+$/.test(name) && !booked.has(id);
  return must(
    clients.find((one) => isTypeable(one) && !names.includes(one.name)),
    'a client without visits',
  );
}

test('a known client is booked for a known service at the next free time in six actions, without a mouse', async ({
  openDesk,
  server,
}) => {
  const client = await somebodyNew(server);
  const desk = await openDesk();
  const { keyboard } = desk.page;
  const before = (await server.appointments()).length;
  let actions = 0;
  const press = async (key: string) => {
    actions += 1;
    await keyboard.press(key);
  };
  const type = async (text: string) => {
    actions += 1;
    await keyboard.type(text);
  };

  await press('n');
  await expect(desk.panel.getByRole('textbox', { name: 'Client' })).toBeFocused();
  await type(client.name);
  await expect(desk.page.getByRole('option', { name: client.name }).first()).toBeVisible();
  await press('Enter');
  await expect(desk.panel.getByRole('combobox', { name: 'Service' })).toBeFocused();
  await type('follow');
  await press('Enter');
  await expect(desk.panel.getByRole('button', { name: 'Book', exact: true })).toBeFocused();
  await press('Enter');

  await expect(desk.notices.filter({ hasText: `Booked: ${client.name}` })).toBeVisible();
  expect(actions).toBeLessThanOrEqual(6);
  await expect.poll(async () => (await server.appointments()).length).toBe(before + 1);
  await expect(desk.chip(client.name)).toBeFocused();
});

test('while another day is in sight, the next free time is proposed from that day on', async ({ openDesk, server }) => {
  const desk = await openDesk();
  await desk.showWeek(week);
  await desk.book({ client: 'Next Nele', service: 'Follow-up' });
  await expect(desk.chip('Next Nele').first()).toBeVisible();
  const starts = async () => (await server.appointmentsOf('Next Nele')).map(({ start }) => start);
  await expect.poll(async () => (await starts()).length).toBe(1);
  expect(Math.min(...(await starts()))).toBeGreaterThan(Date.parse(server.dayOf(week)) - 86_400_000);
});
