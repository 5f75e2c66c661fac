import { must } from '#shared/lib/must.ts';
import { LuaScripts, type Reply } from '#tests/simulation/redis/lua-script.ts';

type Value =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'hash'; readonly fields: ReadonlyMap<string, string> }
  | { readonly kind: 'scores'; readonly scores: ReadonlyMap<string, number> };
type Entry = Value & { readonly expiresAt: number | null };

/** Everything that it knows, at one moment; nothing of it changes. */
export type RedisContent = ReadonlyMap<string, Entry>;

/** The commands that the product's scripts call, on keys that end by themselves. Any other is an error. */
export class MemoryRedis {
  readonly #clock: () => number;
  readonly #scripts = new LuaScripts();
  #entries = new Map<string, Entry>();

  /** @param clock in milliseconds, with a fraction. */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  evaluate(script: string, keys: readonly string[], args: readonly string[]): Reply {
    return this.#scripts.run(script, keys, args, (words) => this.#command(words));
  }

  content(): RedisContent {
    return new Map(this.#entries);
  }

  /** What had ended by then stays so. */
  load(content: RedisContent): void {
    this.#entries = new Map(content);
  }

  flush(): void {
    this.#entries.clear();
  }

  fields(key: string): ReadonlyMap<string, string> {
    const entry = this.#find(key);
    return entry?.kind === 'hash' ? entry.fields : new Map();
  }

  members(key: string): readonly string[] {
    return [...this.#scores(key).keys()];
  }

  keys(): readonly string[] {
    return [...this.#entries.keys()].filter((key) => this.#find(key) !== null);
  }

  #command([name = '', key = '', ...rest]: readonly string[]): Reply {
    const [first = '', second = ''] = rest;
    switch (name) {
      case 'TIME':
        return this.#time();
      case 'GET':
        return this.#text(key);
      case 'SET':
        this.#put(key, { kind: 'text', text: first, expiresAt: null });
        return 'OK';
      case 'EXISTS':
        return this.#find(key) === null ? 0 : 1;
      case 'DEL':
        return this.#find(key) !== null && this.#entries.delete(key) ? 1 : 0;
      case 'PTTL':
        return this.#lasts(key);
      case 'PEXPIRE':
        return this.#expire(key, this.#clock() + Number(first));
      case 'PEXPIREAT':
        return this.#expire(key, Number(first));
      case 'ZADD':
        return this.#score(key, second, Number(first));
      case 'ZREM':
        return this.#keepScores(key, ([member]) => member !== first);
      case 'ZRANGE':
        return [...this.#scores(key)].sort(([, a], [, b]) => a - b).map(([member]) => member);
      case 'ZREMRANGEBYSCORE':
        return this.#keepScores(key, ([, score]) => score > Number(second));
      default:
        return this.#ofHash(name, key, rest);
    }
  }

  #ofHash(name: string, key: string, rest: readonly string[]): Reply {
    const fields = this.fields(key);
    switch (name) {
      case 'HGETALL':
        return [...fields].flat();
      case 'HKEYS':
        return [...fields.keys()];
      case 'HMGET':
        return rest.map((field) => fields.get(field) ?? null);
      case 'HSET': {
        const pairs = rest.flatMap((field, at) =>
          at % 2 === 0 ? [[field, must(rest[at + 1], 'a value')] as const] : [],
        );
        return this.#setFields(key, new Map([...fields, ...pairs]));
      }
      case 'HDEL':
        return this.#setFields(key, new Map([...fields].filter(([field]) => !rest.includes(field))));
      default:
        throw new Error(`no such command here: ${name}`);
    }
  }

  /** Seconds with a point in them: see LuaScripts. */
  #time(): Reply {
    const now = this.#clock();
    const seconds = Math.floor(now / 1_000);
    return [`${seconds}.0`, String(Math.floor((now - seconds * 1_000) * 1_000))];
  }

  #find(key: string): Entry | null {
    const entry = this.#entries.get(key);
    if (entry === undefined) return null;
    if (entry.expiresAt === null || this.#clock() < entry.expiresAt) return entry;
    this.#entries.delete(key);
    return null;
  }

  #put(key: string, entry: Entry): void {
    this.#entries.set(key, entry);
  }

  #text(key: string): string | null {
    const entry = this.#find(key);
    return entry?.kind === 'text' ? entry.text : null;
  }

  #scores(key: string): ReadonlyMap<string, number> {
    const entry = this.#find(key);
    return entry?.kind === 'scores' ? entry.scores : new Map();
  }

  #lasts(key: string): number {
    const entry = this.#find(key);
    if (entry === null) return -2;
    return entry.expiresAt === null ? -1 : Math.round(entry.expiresAt - this.#clock());
  }

  #expire(key: string, expiresAt: number): number {
    const entry = this.#find(key);
    if (entry === null) return 0;
    this.#put(key, { ...entry, expiresAt });
    return 1;
  }

  #score(key: string, member: string, score: number): number {
    const scores = new Map(this.#scores(key)).set(member, score);
    this.#put(key, { kind: 'scores', scores, expiresAt: this.#find(key)?.expiresAt ?? null });
    return 1;
  }

  #keepScores(key: string, isKept: (one: readonly [string, number]) => boolean): number {
    const before = this.#scores(key);
    const scores = new Map([...before].filter(isKept));
    if (scores.size === 0) this.#entries.delete(key);
    else this.#put(key, { kind: 'scores', scores, expiresAt: this.#find(key)?.expiresAt ?? null });
    return before.size - scores.size;
  }

  /** Of a hash, which is not there without fields. */
  #setFields(key: string, fields: ReadonlyMap<string, string>): number {
    const before = this.fields(key).size;
    if (fields.size === 0) this.#entries.delete(key);
    else this.#put(key, { kind: 'hash', fields, expiresAt: this.#find(key)?.expiresAt ?? null });
    return Math.abs(fields.size - before);
  }
}
