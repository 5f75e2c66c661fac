import type { Client } from '#shared/scheduling/client.ts';
import { digitsOf, fold, foldedWords } from '#renderer/clients/fold-text.ts';

/**
 * Finds clients while somebody types, without a server: every word of the query must begin a word of the client's name
 * or e-mail, or stand in the telephone number. Accents, case and the way a letter is composed do not matter.
 */
export type ClientSearch = {
  put(client: Client): void;
  remove(clientId: string): void;
  /** The best first, at most `limit`; an empty query gives the first clients by name. */
  find(query: string, limit: number): readonly Client[];
};

type Entry = {
  readonly client: Client;
  readonly name: string;
  /** Every word with a space before it: one `includes` finds the beginning of any of them. */
  readonly words: string;
  readonly digits: string;
};

export function createClientSearch(clients: Iterable<Client> = []): ClientSearch {
  const entries = new Map<string, Entry>();
  for (const client of clients) entries.set(client.id, entryOf(client));
  let sorted: readonly Entry[] | null = null;
  const byName = (): readonly Entry[] => (sorted ??= [...entries.values()].toSorted(inOrder));
  return {
    put: (client) => {
      entries.set(client.id, entryOf(client));
      sorted = null;
    },
    remove: (clientId) => {
      if (entries.delete(clientId)) sorted = null;
    },
    find: (query, limit) => search(byName(), query, limit),
  };
}

function search(entries: readonly Entry[], query: string, limit: number): readonly Client[] {
  const terms = foldedWords(query);
  const wish = { start: terms.join(' '), terms, number: telephone(query) };
  const ranks: [Client[], Client[], Client[]] = [[], [], []];
  for (const entry of entries) {
    const rank = rankOf(entry, wish);
    if (rank !== null) ranks[rank].push(entry.client);
    if (ranks[0].length >= limit) break;
  }
  return ranks.flat().slice(0, limit);
}

type Wish = { readonly start: string; readonly terms: readonly string[]; readonly number: string };

/** 0: the query begins the name; 1: its words begin words; 2: it stands in the telephone number. */
function rankOf(entry: Entry, { start, terms, number }: Wish): 0 | 1 | 2 | null {
  if (entry.name.startsWith(start)) return 0;
  if (terms.every((term) => entry.words.includes(` ${term}`))) return 1;
  if (number !== '' && entry.digits.includes(number)) return 2;
  return terms.every((term) => entry.words.includes(` ${term}`) || isInNumber(entry, term)) ? 2 : null;
}

function isInNumber({ digits }: Entry, term: string): boolean {
  return term.length >= 3 && /^\d+$/.test(term) && digits.includes(term.replace(/^0+/, ''));
}

// The country's code and the zero that it replaces are left out: 030 finds +49 30.
function telephone(query: string): string {
  if (!/^[\d\s()+\-./]+$/.test(query)) return '';
  const digits = digitsOf(query).replace(/^0+/, '');
  return digits.length >= 3 ? digits : '';
}

function entryOf(client: Client): Entry {
  const nameWords = foldedWords(client.name);
  const name = nameWords.join(' ');
  const words = new Set([...nameWords, ...unspacedSuffixes(name), fold(client.email), ...foldedWords(client.email)]);
  return { client, name, words: ` ${[...words].join(' ')}`, digits: digitsOf(client.phone) };
}

// Chinese, Japanese and Korean names are written without spaces: 小明 must find 王小明.
function unspacedSuffixes(name: string): readonly string[] {
  if (!/[^\x20-\x7e]/.test(name)) return [];
  const runs = name.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2,}/gu) ?? [];
  return runs.flatMap((run) => [...run].map((_, at, letters) => letters.slice(at).join('')));
}

function inOrder(a: Entry, b: Entry): number {
  if (a.client.isActive !== b.client.isActive) return a.client.isActive ? -1 : 1;
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return a.client.id < b.client.id ? -1 : 1;
}
