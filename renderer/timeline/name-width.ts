/**
 * About how wide the longest piece of a name that cannot be broken is, in em of the chips' semi-bold letters. Chips
 * make their letters smaller by it, so that a name breaks between words rather than inside of one.
 */
export function longestPieceEm(name: string): number {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const pieces = name.split(
    /[\s\u200b-]+|(?<=[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]{2})/u,
  );
  const widest = Math.max(2, ...pieces.map(pieceEm));
  const em = Math.round(widest * 10) / 10;
  if (cache.size > 5_000) cache.clear();
  cache.set(name, em);
  return em;
}

const cache = new Map<string, number>();

function pieceEm(piece: string): number {
  let em = 0;
  for (const letter of piece) em += letterEm(letter);
  return em;
}

function letterEm(letter: string): number {
  if (/[\p{M}\p{Cf}]/u.test(letter)) return 0;
  if (/[\u1100-\u11ff\u2e80-\ud7af\uf900-\ufaff\uff00-\uffef]|\p{Extended_Pictographic}/u.test(letter)) return 1;
  if (/[iljtfrI.,'|]/.test(letter)) return 0.4;
  if (/[MWmwЖШЩЮМФжшщюмф@]/.test(letter)) return 0.95;
  return /\p{Lu}/u.test(letter) ? 0.75 : 0.65;
}
