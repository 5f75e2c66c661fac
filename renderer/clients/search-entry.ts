import type { Client } from '#shared/scheduling/client.ts';
import { digitsOf, fold, foldedWords } from '#renderer/clients/fold-text.ts';

/** A client as the search sees it: folded once, compared often. */
export type SearchEntry = {
  readonly client: Client;
  readonly name: string;
  /** Every word with a space before it: one `includes` finds the beginning of any of them. */
  readonly words: string;
  /** The first two letters of every word. */
  readonly heads: ReadonlySet<string>;
  readonly digits: string;
};

export function searchEntry(client: Client): SearchEntry {
  const nameWords = foldedWords(client.name);
  const name = nameWords.join(' ');
  const mail = client.email === '' ? [] : [fold(client.email), ...foldedWords(client.email)];
  const words = new Set([...nameWords, ...unspacedSuffixes(name), ...mail]);
  return {
    client,
    name,
    words: ` ${[...words].join(' ')}`,
    heads: new Set([...words].map(head)),
    digits: digitsOf(client.phone),
  };
}

export function head(word: string): string {
  return word.slice(0, 2);
}

/** Clients in use first, then by name. */
export function inOrder(a: SearchEntry, b: SearchEntry): number {
  if (a.client.isActive !== b.client.isActive) return a.client.isActive ? -1 : 1;
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return a.client.id < b.client.id ? -1 : a.client.id > b.client.id ? 1 : 0;
}

// Chinese, Japanese and Korean names are written without spaces: 小明 must find 王小明.
function unspacedSuffixes(name: string): readonly string[] {
  if (!/[^\x20-\x7e]/.test(name)) return [];
  const runs = name.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2,}/gu) ?? [];
  return runs.flatMap((run) => [...run].map((_, at, letters) => letters.slice(at).join('')));
}
