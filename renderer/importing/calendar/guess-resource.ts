import type { Resource } from '#shared/scheduling/resource.ts';

type Named = Pick<Resource, 'id' | 'name'>;

/**
 * Whose calendar this may be, by its name or its file's: the one of the resources all of whose words are in it, the
 * longest name first. Null where that is nobody, or two of them alike.
 */
export function guessResource(calendar: string, resources: readonly Named[]): string | null {
  const said = new Set(wordsOf(calendar));
  const fitting = resources
    .map((one) => ({ ...one, words: wordsOf(one.name) }))
    .filter(({ words }) => words.length > 0 && words.every((word) => said.has(word)))
    .toSorted((a, b) => b.words.length - a.words.length);
  const [best, second] = fitting;
  if (best !== undefined) return second?.words.length === best.words.length ? null : best.id;
  // “Osei” alone says who is meant, where there is only one of that name.
  const partly = resources.filter(({ name }) => wordsOf(name).some((word) => word.length > 2 && said.has(word)));
  return partly.length === 1 ? (partly[0]?.id ?? null) : null;
}

function wordsOf(text: string): readonly string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && word !== 'dr' && word !== 'ics');
}
