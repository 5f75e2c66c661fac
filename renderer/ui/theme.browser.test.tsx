import '@mantine/core/styles.css';
import { Badge, MantineProvider } from '@mantine/core';
import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { cssVariables, theme } from '#renderer/ui/theme.ts';
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
