const withoutAccent: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', ł: 'l', đ: 'd', æ: 'ae', œ: 'oe', ı: 'i' };

/** Lower case without accents, however a letter was composed: é, e + ◌́ and E are one; ß is ss, ø is o, ł is l. */
export function fold(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase().trim();
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}+|[\u200b-\u200f\u202a-\u202e\u2060-\u2069]/gu, '')
    .toLowerCase()
    .replaceAll(/[ßøłđæœı]/g, (letter) => withoutAccent[letter] ?? letter)
    .trim();
}

/** The folded words of a text, cut at spaces and at the marks that names and addresses are joined with. */
export function foldedWords(text: string): readonly string[] {
  return fold(text)
    .split(/[\s,;.\-_'’@()/+]+/u)
    .filter((word) => word !== '');
}

export function digitsOf(text: string): string {
  return text.replaceAll(/\D+/g, '');
}
