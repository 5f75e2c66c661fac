import type { Client } from '#shared/scheduling/client.ts';
import { digitsOf, foldedWords } from '#renderer/clients/fold-text.ts';
import { head, inOrder, type SearchEntry, searchEntry } from '#renderer/clients/search-entry.ts';

/**
 * Finds clients while somebody types, without a server: every word of the query must begin a word of the client's name
 * or e-mail, or stand in the telephone number. Accents, case and the way a letter is composed do not matter.
 */
export class ClientSearch {
  readonly #entries = new Map<string, SearchEntry>();
  readonly #byHead = new Map<string, Set<SearchEntry>>();
  readonly #sorted: SearchEntry[];

  constructor(clients: Iterable<Client> = []) {
    for (const client of clients) this.#remember(searchEntry(client));
    this.#sorted = [...this.#entries.values()].toSorted(inOrder);
  }

  put(client: Client): void {
    this.remove(client.id);
    const entry = searchEntry(client);
    this.#remember(entry);
    this.#sorted.splice(this.#place(entry), 0, entry);
  }

  remove(clientId: string): void {
    const entry = this.#entries.get(clientId);
    if (entry === undefined) return;
    this.#entries.delete(clientId);
    for (const letters of entry.heads) this.#byHead.get(letters)?.delete(entry);
    this.#sorted.splice(this.#place(entry), 1);
  }

  /** The best first, at most `limit`; an empty query gives the first clients by name. */
  find(query: string, limit: number): readonly Client[] {
    const wish = readQuery(query);
    const ranks: [Client[], Client[], Client[]] = [[], [], []];
    for (const entry of this.#candidates(wish)) {
      const rank = rankOf(entry, wish);
      if (rank !== null) ranks[rank].push(entry.client);
      if (ranks[0].length >= limit) break;
    }
    return ranks.flat().slice(0, limit);
  }

  #remember(entry: SearchEntry): void {
    this.#entries.set(entry.client.id, entry);
    for (const letters of entry.heads) {
      const sharing = this.#byHead.get(letters) ?? new Set();
      this.#byHead.set(letters, sharing.add(entry));
    }
  }

  /** In order: those whose words begin as the query's rarest word does, or everybody where that says little. */
  #candidates({ terms, number }: Wish): readonly SearchEntry[] {
    if (number !== null) return this.#sorted;
    let fewest: ReadonlySet<SearchEntry> | null = null;
    for (const { text, digits } of terms) {
      if (digits !== null || text.length < 2) continue;
      const sharing = this.#byHead.get(head(text)) ?? new Set<SearchEntry>();
      if (fewest === null || sharing.size < fewest.size) fewest = sharing;
    }
    const isFew = fewest !== null && fewest.size < this.#sorted.length / 4;
    return fewest !== null && isFew ? [...fewest].toSorted(inOrder) : this.#sorted;
  }

  /** Where the entry stands in order, or would stand. */
  #place(entry: SearchEntry): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#sorted[middle];
      if (other !== undefined && inOrder(other, entry) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** A word of the query; `digits` where it may be a part of a telephone number. */
type Term = { readonly text: string; readonly beginning: string; readonly digits: string | null };
type Wish = { readonly start: string; readonly terms: readonly Term[]; readonly number: string | null };

function readQuery(query: string): Wish {
  const words = foldedWords(query);
  const terms = words.map((text): Term => ({ text, beginning: ` ${text}`, digits: telephone(text) }));
  return { start: words.join(' '), terms, number: telephone(query) };
}

/** 0: the query begins the name; 1: its words begin words; 2: it stands in the telephone number. */
function rankOf(entry: SearchEntry, { start, terms, number }: Wish): 0 | 1 | 2 | null {
  if (entry.name.startsWith(start)) return 0;
  if (number !== null && entry.digits.includes(number)) return 2;
  let rank: 1 | 2 = 1;
  for (const { beginning, digits } of terms) {
    if (entry.words.includes(beginning)) continue;
    if (digits === null || !entry.digits.includes(digits)) return null;
    rank = 2;
  }
  return rank;
}

// The country's code and the zero that it replaces are left out: 030 finds +49 30.
function telephone(text: string): string | null {
  if (!/^[\d\s()+\-./]+$/.test(text)) return null;
  const digits = digitsOf(text);
  return digits.length >= 3 ? digits.replace(/^0+/, '') || null : null;
}
