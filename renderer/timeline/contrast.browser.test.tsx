import { afterEach, expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { looks } from '#renderer/timeline/status-look.ts';
import { openTimeline } from '#tests/builders/timeline-page.tsx';

afterEach(() => document.documentElement.setAttribute('data-mantine-color-scheme', 'light'));

const pen = must(
  Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', {
    willReadFrequently: true,
  }),
  'canvas',
);

/** Relative luminance as WCAG 2 defines it. */
function luminance(color: string): number {
  pen.fillStyle = color;
  pen.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0] = [...pen.getImageData(0, 0, 1, 1).data].map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

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
