import { expect, test } from '#tests/e2e/support/journey.ts';
import { say } from '#tests/e2e/support/say.ts';

const week = 8;

test('[F25] a network that takes connections and never answers is noticed, and so is its return', async ({
  openDesk,
  network,
}) => {
  const desk = await openDesk({ url: network.url });
  await desk.expectPill(/^Online$/);
  network.silence();
  const start = performance.now();
  await desk.expectPill(/^Offline$/, 20_000);
  say(`silence noticed after ${Math.round(performance.now() - start)} ms`);
  network.heal();
  await desk.expectPill(/^Online$/);
});

test('[F25] the app opens on a network that never answers', async ({ openDesk, network }) => {
  const desk = await openDesk({ url: network.url });
  await desk.keepPages();
  network.silence();
  await desk.page.reload();
  await desk.signIn();
  await desk.expectPill(/^Offline$/, 20_000);
});

test('[I4] a booking whose answer was lost is sent again, and is there once', async ({ openDesk, network, server }) => {
  const desk = await openDesk({ url: network.url });
  await desk.expectPill(/^Online$/);
  network.loseReplies();
  await desk.book({ client: 'Repeated Renate', service: 'Follow-up', day: server.dayOf(week), time: '10:00' });
  await expect(desk.chip('Repeated Renate')).toHaveAccessibleName(/Saved on this desk/);
  await expect.poll(async () => (await server.appointmentsOf('Repeated Renate')).length).toBe(1);
  network.heal();
  await desk.expectPill(/^Online$/, 30_000);
  await expect(desk.chip('Repeated Renate')).toHaveAccessibleName(/10:00–10:30, booked, [^,]*, with [^,]*$/);
  expect(await server.appointmentsOf('Repeated Renate')).toHaveLength(1);
});
