import type { Page } from '@playwright/test';

/** Everybody's PIN in the demo clinic. */
export const demoPin = '1234';

/** Chooses who is at the desk and types the PIN, as the demo clinic's sign-in screen suggests. */
export async function signIn(page: Page, name = 'Emre Kaya'): Promise<void> {
  await page.getByRole('main').getByRole('button', { name }).click();
  await page.getByRole('group', { name }).press(demoPin.charAt(0));
  await page.keyboard.type(demoPin.slice(1));
  await page.keyboard.press('Enter');
}
