import { expect, test } from '#tests/e2e/support/journey.ts';

const week = 11;
const markup = '<img src=x onerror="window.wasRun=1">';
const reversed = 'Mallory \u202E gpj.exe';
const family = 'Familie 👩‍👩‍👧‍👦 Öztürk';
const longNote = `${'Sehr langes Wort '.repeat(600)}${'x'.repeat(20_000)}`.slice(0, 20_000);

test('hostile names and a very long note are text, break nothing and run nothing', async ({ openDesk, server }) => {
  const desk = await openDesk();
  const day = server.dayOf(week);
  for (const [at, name] of [markup, reversed, family].entries()) {
    await desk.page.getByRole('button', { name: 'New', exact: true }).click();
    await desk.panel.getByRole('textbox', { name: 'Client' }).fill(name);
    await desk.page.getByRole('option', { name: 'New client' }).click();
    await desk.panel.getByRole('combobox', { name: 'Service' }).fill('Follow-up');
    await desk.page.getByRole('option', { name: 'Follow-up' }).click();
    await desk.panel.getByRole('textbox', { name: 'Day' }).fill(day);
    await desk.page.keyboard.press('Tab');
    await desk.panel.getByRole('textbox', { name: 'Time' }).fill(`1${at}:00`);
    await desk.panel.getByRole('textbox', { name: 'Notes' }).fill(longNote);
    await desk.panel.getByRole('button', { name: 'Book', exact: true }).dblclick();
    await expect(desk.notices.filter({ hasText: 'Booked:' }).first()).toBeVisible();
    await expect.poll(async () => (await server.appointmentsOf(name)).length).toBe(1);
  }
  for (const name of [markup, family])
    await expect(desk.timeline.getByText(name, { exact: true }).first()).toBeVisible();
  await desk.timeline.getByText(markup, { exact: true }).first().click();
  await expect(desk.panel.getByRole('textbox', { name: 'Notes' })).toHaveValue(longNote);
  await desk.page.getByRole('button', { name: 'Clients', exact: true }).click();
  await expect(desk.page.getByText(family).first()).toBeVisible();

  const seen = await desk.page.evaluate(() => ({
    wasRun: Reflect.has(window, 'wasRun'),
    images: document.querySelectorAll('img[src="x"]').length,
    overflow: document.documentElement.scrollWidth - window.innerWidth,
  }));
  expect(seen).toEqual({ wasRun: false, images: 0, overflow: 0 });
  expect((await server.appointmentsOf(markup)).map(({ notes }) => notes)).toEqual([longNote]);
});
