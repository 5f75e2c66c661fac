import '@mantine/core/styles.css';
import { Badge, Button, Drawer, type DrawerProps, MantineProvider, Modal } from '@mantine/core';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { cssVariables, theme } from '#renderer/ui/theme.ts';
import { must } from '#shared/lib/must.ts';
import { contrast } from '#tests/builders/contrast.ts';

const tones = ['gray', 'green', 'orange', 'petrol', 'red', 'teal', 'yellow'];
const texts = ['text', 'dim', 'accent', 'good', 'warn', 'bad'];

test.each(['light', 'dark'] as const)('every badge and every word can be read in %s', async (scheme) => {
  const { container } = await render(
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme={scheme}>
      {tones.map((tone) => (
        <Badge key={tone} variant="light" color={tone}>
          {tone}
        </Badge>
      ))}
      {texts.map((text) => (
        <p key={text} style={{ color: `var(--fd-${text})`, background: 'var(--fd-surface)' }}>
          {text}
        </p>
      ))}
    </MantineProvider>,
  );
  const shown = await vi.waitFor(() => {
    const found = [...container.querySelectorAll<HTMLElement>('.mantine-Badge-root, p')];
    expect(found).toHaveLength(tones.length + texts.length);
    return found;
  });
  const faint = shown.flatMap((one) => {
    const { color, backgroundColor } = getComputedStyle(one);
    const ratio = contrast(color, backgroundColor);
    return ratio >= 4.5 ? [] : [`${one.textContent} ${ratio.toFixed(2)}`];
  });
  expect(faint).toEqual([]);
});

test.each([
  ['dialog', Modal],
  ['drawer', (props: DrawerProps) => <Drawer {...props} position="right" />],
])('a double click opens a %s, and a click beside it closes it', async (_, Dialog) => {
  function Question() {
    const [isOpen, setOpen] = useState(false);
    return (
      <>
        <Button onClick={() => setOpen(true)}>Approve</Button>
        <Dialog opened={isOpen} onClose={() => setOpen(false)} title="Sure?" transitionProps={{ duration: 0 }}>
          A question
        </Dialog>
      </>
    );
  }
  await render(
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables}>
      <Question />
    </MantineProvider>,
  );
  await page.getByRole('button', { name: 'Approve' }).dblClick();
  await expect.element(page.getByText('A question')).toBeVisible();
  const overlay = must(document.querySelector<HTMLElement>('.mantine-Overlay-root'), 'what is beside the dialog');
  overlay.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }));
  await expect.element(page.getByText('A question')).not.toBeInTheDocument();
});
