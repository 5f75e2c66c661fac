import { afterEach, expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { looks } from '#renderer/timeline/status-look.ts';
import { contrast } from '#tests/builders/contrast.ts';
import { openTimeline } from '#tests/builders/timeline-page.tsx';

afterEach(() => document.documentElement.setAttribute('data-mantine-color-scheme', 'light'));

test.each(['light', 'dark'])('every status can be read on its chip in %s', async (scheme) => {
  const page = await openTimeline();
  document.documentElement.setAttribute('data-mantine-color-scheme', scheme);
  const chip = must(page.chip('Physiotherapy').querySelector<HTMLElement>('.tl-chip'), 'chip');
  const faint = looks.flatMap((look) => {
    chip.dataset['look'] = look;
    const ground = getComputedStyle(chip).backgroundColor;
    return ['.tl-chip-name', '.tl-chip-meta', '.tl-sign'].flatMap((part) => {
      const ratio = contrast(getComputedStyle(must(chip.querySelector(part), part)).color, ground);
      return ratio >= 4.5 ? [] : [`${look} ${part} ${ratio.toFixed(2)}`];
    });
  });
  expect(faint).toEqual([]);
});
