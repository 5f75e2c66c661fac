import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { AppOnDesk } from '#tests/harness/app-on-desk.tsx';
import { demoDesk } from '#tests/harness/panels/demo-desk.ts';

beforeEach(async () => {
  await page.viewport(1280, 800);
  window.history.replaceState(null, '', '#/timeline');
  await render(<AppOnDesk desk={demoDesk()} />);
  await expect.element(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
});

test('Ctrl+K has put the focus into the search before the next key can come', async () => {
  for (let again = 0; again < 2; again += 1) {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }));
    // Only microtasks: the next key is a task of its own.
    for (let tick = 0; tick < 20; tick += 1) await Promise.resolve();
    expect(document.activeElement?.getAttribute('role')).toBe('combobox');
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('combobox')).not.toBeInTheDocument();
  }
});

test('what is typed right after Ctrl+K is searched, from its first letter', async () => {
  await userEvent.keyboard('{Control>}k{/Control}muller');
  await expect.element(page.getByRole('combobox')).toHaveValue('muller');
});
