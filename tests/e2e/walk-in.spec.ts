import type { DeskPage } from '#tests/e2e/support/desk-page.ts';
import { expect, test } from '#tests/e2e/support/journey.ts';

test('a walk-in is taken in with three actions after Shift+W, and another desk sees that they are here', async ({
  openDesk,
  server,
}) => {
  const desk = await openDesk();
  const { keyboard } = desk.page;
  const before = new Set((await server.appointments()).map(({ id }) => id));

  await keyboard.press('Shift+W');
  await expect(desk.panel.getByRole('textbox', { name: 'Client' })).toBeFocused();
  await keyboard.press('Enter'); // 1: nobody in particular
  await expect(desk.panel.getByRole('combobox', { name: 'Service' })).toBeFocused();
  await keyboard.press('Enter'); // 2: the first service
  await expect(desk.panel.getByRole('button', { name: 'Take in' })).toBeFocused();
  await keyboard.press('Enter'); // 3: here they are
  await expect(desk.notices.filter({ hasText: 'Walk-in taken in' })).toBeVisible();

  const found = async () => (await server.appointments()).filter(({ id }) => !before.has(id));
  await expect
    .poll(async () => (await found()).map(({ status, source }) => [status, source]))
    .toEqual([['arrived', 'walk-in']]);
  const [walkIn] = await found();
  expect(walkIn?.arrivedAt).not.toBeNull();
  expect(walkIn?.claims.length).toBeGreaterThan(0);

  const label = /^Nobody named yet, First consultation, .*, arrived/;
  await expect(desk.timeline.getByRole('button', { name: label }).first()).toBeVisible();
  const other = await openDesk();
  await expect(other.timeline.getByRole('button', { name: label }).first()).toBeVisible();
});

test('after one walk-in and another the whole day is still drawn, from the first hour in sight', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  for (const _ of ['first', 'second']) {
    await desk.page.keyboard.press('Shift+W');
    await desk.panel.getByRole('textbox', { name: 'Client' }).press('Enter');
    await desk.panel.getByRole('combobox', { name: 'Service' }).press('Enter');
    await desk.panel.getByRole('button', { name: 'Take in' }).press('Enter');
    await expect(desk.panel).toHaveCount(0);
    await expect(desk.timeline.locator('.tl-event:focus')).toHaveAccessibleName(
      /^Nobody named yet, .*arrived[^]*(?<!sent yet)$/,
    );
    expect(await blankPixels(desk)).toBeLessThanOrEqual(1);
  }
});

/** How far the first drawn quarter of an hour is from the names of the rows. */
async function blankPixels(desk: DeskPage): Promise<number> {
  const [slot, name] = await Promise.all([
    desk.timeline.locator('.tl-slot').first().boundingBox(),
    desk.row('Dr. Katharina Vogel').boundingBox(),
  ]);
  return slot === null || name === null ? Infinity : slot.x - (name.x + name.width);
}
