import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { id } from '#tests/builders/clinic.ts';
import type { InMemoryDesk } from '#tests/builders/in-memory-desk.ts';
import { AppOnDesk } from '#tests/harness/app-on-desk.tsx';
import { demoDesk } from '#tests/harness/panels/demo-desk.ts';

const complaints = vi.fn();

beforeEach(async () => {
  await page.viewport(1280, 800);
  window.history.replaceState(null, '', '#/timeline');
  vi.spyOn(console, 'error').mockImplementation(complaints);
  vi.spyOn(console, 'warn').mockImplementation(complaints);
});

afterEach(() => {
  // The browser's own remark about a layout that settles a frame later; people never see it.
  const isRemark = (call: readonly unknown[]): boolean => String(call[0]).includes('ResizeObserver loop');
  expect(complaints.mock.calls.filter((call) => !isRemark(call))).toEqual([]);
  complaints.mockClear();
});

async function open(desk: InMemoryDesk = demoDesk()): Promise<InMemoryDesk> {
  await render(<AppOnDesk desk={desk} />);
  await expect.element(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  return desk;
}

test('Shift+W opens the walk-in beside the timeline, and Escape closes it', async () => {
  await open();
  await userEvent.keyboard('{Shift>}W{/Shift}');
  await expect.element(page.getByRole('heading', { name: 'Walk-in' })).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Today' })).toBeVisible();
  await userEvent.keyboard('{Escape}{Escape}');
  await expect.element(page.getByRole('heading', { name: 'Walk-in' })).not.toBeInTheDocument();
});

test('letters typed in a field are letters, not shortcuts', async () => {
  await open();
  await page.getByRole('button', { name: 'Clients' }).first().click();
  await page.getByRole('textbox', { name: 'Name, phone or e-mail' }).click();
  await userEvent.keyboard('nwdt/');
  await expect.element(page.getByRole('textbox', { name: 'Name, phone or e-mail' })).toHaveValue('nwdt/');
  await expect.element(page.getByRole('heading', { name: 'Clients' })).toBeVisible();
});

test('the search finds while typing, moves nothing behind it, and Enter opens the client', async () => {
  await open();
  const day = page.getByRole('button', { name: /2026/ });
  const before = day.elements()[0]?.textContent;
  await userEvent.keyboard('{Control>}k{/Control}');
  await userEvent.keyboard('muller');
  await expect.element(page.getByRole('option', { name: /Peter Müller/ })).toBeVisible();
  expect(day.elements()[0]?.textContent).toBe(before);
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('heading', { name: 'Peter Müller' })).toBeVisible();
  expect(window.location.hash).toBe(`#/clients/${id('client', 5)}`);
});

test('the badge counts the conflicts, and the rail leads to them', async () => {
  await open();
  await page.getByRole('button', { name: /Conflicts/ }).click();
  await expect.element(page.getByLabelText('2 conflicts')).toBeVisible();
  await expect.element(page.getByRole('heading', { name: /Conflicts/ })).toBeVisible();
});

test('an action can be undone from its notice, and the bar names what would be undone next', async () => {
  const desk = await open();
  window.location.hash = `#/clients/${id('client', 1)}`;
  await page.getByRole('textbox', { name: 'Phone', exact: true }).fill('112');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.element(page.getByRole('button', { name: 'Undo: change of client' })).toBeEnabled();
  expect(desk.view.find('clients', id('client', 1))?.phone).toBe('112');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await vi.waitFor(() => expect(desk.view.find('clients', id('client', 1))?.phone).toBe('+49 30 5550 101'));
  await expect.element(page.getByRole('button', { name: 'Undo', exact: true })).not.toBeInTheDocument();
});

test('offline is said, with what is unsent and since when', async () => {
  const desk = await open(demoDesk({ isOffline: true }));
  desk.setStatus({ unsentCount: 3, oldestUnsentAt: desk.now() });
  await expect.element(page.getByTestId('sync-pill')).toHaveTextContent('Offline · 3 unsent');
  await page.getByTestId('sync-pill').click();
  await expect.element(page.getByText(/Keep working: everything is saved on this desk/)).toBeVisible();
});

test('the close button of a dialog has a name, in the language of the person', async () => {
  await open();
  await userEvent.keyboard('?');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
});

test('Chinese at one click, without a reload', async () => {
  await open();
  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('menuitem', { name: '中文' }).click();
  await expect.element(page.getByRole('button', { name: '客户' })).toBeVisible();
  expect(document.documentElement.lang).toBe('zh-CN');
  await page.getByRole('button', { name: '语言' }).click();
  await page.getByRole('menuitem', { name: 'English' }).click();
  await expect.element(page.getByRole('button', { name: 'Clients' }).first()).toBeVisible();
});

test('a hostile name is shown as the text that it is', async () => {
  const desk = demoDesk();
  const known = desk.view.find('clients', id('client', 1));
  const name = '<img src=x onerror="document.title=1"><script>document.title=1</script>';
  if (known !== null) desk.view.put('clients', { ...known, name });
  await open(desk);
  await page.getByRole('button', { name: 'Clients' }).first().click();
  await page.getByText(name).click();
  await expect.element(page.getByRole('heading', { name })).toBeVisible();
  await userEvent.keyboard('{Control>}k{/Control}');
  await userEvent.keyboard('<img');
  await expect.element(page.getByRole('option', { name: /onerror/ })).toBeVisible();
  expect(document.querySelector('img[src="x"]')).toBeNull();
  expect(document.title).not.toBe('1');
});
