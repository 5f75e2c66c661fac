/** `AW` of "Dr. Anna Weber"; the last two characters of a Chinese name. */
export function initials(name: string): string {
  const han = /\p{Script=Han}+/u.exec(name)?.[0];
  if (han !== undefined) return [...han].slice(-2).join('');
  const words = name.split(/\s+/).filter((word) => word !== '' && !word.endsWith('.'));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toLocaleUpperCase();
}
