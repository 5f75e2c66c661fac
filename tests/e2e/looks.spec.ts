import { expect, test } from '#tests/e2e/support/journey.ts';

test('the whole app changes to Chinese and to dark at once, and says nothing in English on its screens', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const { page } = desk;
  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('menuitem', { name: '中文' }).click();
  await page.getByRole('button', { name: '外观' }).click();
  await page.getByRole('menuitem', { name: '深色' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', /^zh/);
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await expect(page.getByRole('region', { name: '日程' })).toBeVisible();
  await expect(page.getByTestId('sync-pill')).toHaveText('在线');

  for (const screen of ['客户', '冲突', '导入', '设置', '日程']) {
    await page.getByRole('button', { name: new RegExp(`^${screen}`) }).click();
    await expect(page.getByRole('main')).not.toBeEmpty();
    // A key that has no text shows as itself: `timeline.menu.open`.
    await expect(page.getByText(/^[a-z-]+(\.[a-zA-Z]+)+$/)).toHaveCount(0);
  }
  for (const [keys, title] of [
    ['Shift+W', '散客'],
    ['n', '新预约'],
  ] as const) {
    await page.keyboard.press(keys);
    await expect(page.getByRole('complementary').getByRole('heading', { name: title })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  }
  await page.reload();
  await expect(page.getByRole('heading', { name: '现在由谁值班？' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
});
