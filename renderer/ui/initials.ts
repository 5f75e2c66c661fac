import { withoutOverrides } from '#renderer/ui/person-name.tsx';

/** One or two letters, whole characters in any script: "AT" for Ana Torres, "王" for 王小明. */
export function initials(name: string): string {
  const words = withoutOverrides(name)
    .replace(/^(?:dr|mr|mrs|ms|prof)\.?\s+/i, '')
    .split(/\s+/u)
    .filter((word) => /^\p{L}/u.test(word));
  const first = firstCharacter(words[0] ?? '');
  if (words.length < 2 || !/\p{Script=Latin}|\p{Script=Cyrillic}|\p{Script=Greek}/u.test(first))
    return first.toUpperCase();
  return (first + firstCharacter(words.at(-1) ?? '')).toUpperCase();
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function firstCharacter(word: string): string {
  return [...graphemes.segment(word)][0]?.segment ?? '';
}

/** White or near-black, whichever stands out more on the colour (WCAG luminance). */
export function inkOn(hex: string): string {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
  return luminance > 0.4 ? '#1a212c' : '#ffffff';
}
