import type { Page } from '@playwright/test';

/** Everybody's PIN in the demo clinic. */
const demoPin = '1234';

/** Chooses somebody who works at the reception and types the PIN, as the demo clinic's sign-in screen suggests. */
export async function signIn(page: Page, name?: string): Promise<void> {
  const people = page.getByRole('main').getByRole('button');
  await (name === undefined ? people.first() : people.filter({ hasText: name })).click();
  await page.keyboard.type(demoPin);
  await page.keyboard.press('Enter');
}
