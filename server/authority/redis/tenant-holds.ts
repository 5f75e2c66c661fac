import { z } from 'zod';
import type { ClaimWindow } from '#shared/commands/command-definition.ts';
import { must } from '#shared/lib/must.ts';
import { type Claim, claimSchema, type HeldClaim } from '#shared/scheduling/claim.ts';
import { type Instant, instant } from '#shared/time/instant.ts';
import { overlaps } from '#shared/time/interval.ts';
import type { HoldRow, NewHold } from '#server/authority/holds/hold-tx.ts';
import { CLAIMS, END, EXTEND, HOLDS, LIVE, TAKE } from '#server/authority/redis/hold-scripts.ts';
import type { ScriptLink } from '#server/authority/redis/resting-link.ts';

/** A hold in Redis; `version` changes whenever it does, and is never used again. */
export type FencedHold = HoldRow & { readonly version: string };

export type Take = {
  /** What is taken, and for how many milliseconds. */
  readonly claims: readonly Claim[];
  readonly lastsMs: number;
  /** A hold; or the name of a transaction that will take the time in PostgreSQL. */
  readonly holder: NewHold | `m:${string}`;
  /** Holds whose time is as good as free, because the same step gives them up. */
  readonly letGo: readonly string[];
  /** Of those, what must still be as it was read. */
  readonly fences: readonly FencedHold[];
};

export type Taken =
  | { readonly kind: 'held'; readonly placedAt: Instant; readonly expiresAt: Instant; readonly version: string }
  | { readonly kind: 'taken' | 'known' | 'fenced' };

const dayMs = 86_400_000;

/** The holds of one tenant in Redis, each call one step. */
export class TenantHolds {
  readonly #link: ScriptLink;
  readonly #prefix: string;

  constructor(link: ScriptLink, tenantId: string) {
    this.#link = link;
    // The braces keep a tenant's keys on one node of a cluster.
    this.#prefix = `fd:{${tenantId}}:`;
  }

  async take({ claims, lastsMs, holder, letGo, fences }: Take): Promise<Taken> {
    const name = typeof holder === 'string' ? holder : holder.id;
    const keys = [...this.#common(name), ...fences.map(({ id }) => this.#holdKey(id))];
    const positions = new Map<string, number>();
    const asked = claims.map((claim) => {
      const days = this.#daysOf(claim).map((key) => positions.get(key) ?? this.#add(keys, positions, key));
      return { ...claim, days, field: fieldOf(name, claim) };
    });
    const wish = {
      kind: typeof holder === 'string' ? 'transaction' : 'hold',
      holder: name,
      claims: asked,
      lasts: lastsMs,
      letGo,
      fences: fences.map(({ version }) => version),
      row: typeof holder === 'string' ? '' : rowOf(holder),
    };
    const [kind, placed, expires, version = ''] = answerOf(await this.#link.run(TAKE, keys, [JSON.stringify(wish)]));
    if (kind !== 'held') return { kind: kind === 'known' || kind === 'fenced' ? kind : 'taken' };
    return { kind, placedAt: instant(Number(placed)), expiresAt: instant(Number(expires)), version };
  }

  #add(keys: string[], positions: Map<string, number>, key: string): number {
    positions.set(key, keys.push(key));
    return keys.length;
  }

  /** What holds that are in force claim in the windows. */
  async claims(windows: readonly ClaimWindow[]): Promise<readonly HeldClaim[]> {
    const days = new Map(
      windows.flatMap((window) => this.#daysOf(window).map((key): [string, string] => [key, window.resourceId])),
    );
    if (days.size === 0) return [];
    const answer = answerOf(await this.#link.run(CLAIMS, [...days.keys()], []));
    const resourceIds = [...days.values()];
    // What lasts beyond midnight is named by both days.
    const all = new Map(
      answer.map((entry) => {
        const [at, ...field] = entry.split('|');
        const resourceId = must(resourceIds[Number(at) - 1], 'a resource that was asked for');
        return [`${resourceId}|${field.join('|')}`, claimOf(resourceId, field.join('|'))];
      }),
    );
    return [...all.values()].filter((claim) =>
      windows.some((window) => window.resourceId === claim.resourceId && overlaps(window, claim)),
    );
  }

  async find(holdIds: readonly string[]): Promise<{ readonly rows: readonly FencedHold[]; readonly now: Instant }> {
    const keys = holdIds.map((id) => this.#holdKey(id));
    const [now, ...cells] = answerOf(await this.#link.run(HOLDS, keys, []));
    const rows = holdIds.flatMap((_, at) => holdOf(cells.slice(at * 5, at * 5 + 5)));
    return { rows, now: instant(Number(now)) };
  }

  async live(): Promise<readonly FencedHold[]> {
    const ids = answerOf(await this.#link.run(LIVE, [`${this.#prefix}live`], []));
    return ids.length === 0 ? [] : (await this.find(ids)).rows;
  }

  async extend(hold: FencedHold, lastsMs: number): Promise<boolean> {
    const keys = [...this.#common(hold.id), ...this.#allDays(hold.claims)];
    return (await this.#link.run(EXTEND, keys, [hold.id, String(lastsMs), hold.version])) === 1;
  }

  async end(holdId: string, claims: readonly Claim[], how: 'end' | 'forget' = 'end'): Promise<void> {
    await this.#link.run(END, this.#endKeys(holdId, claims), [holdId, how]);
  }

  /** False when it is known. */
  async insertEnded(hold: NewHold): Promise<boolean> {
    return (await this.#link.run(END, this.#endKeys(hold.id, []), [hold.id, rowOf(hold)])) === 1;
  }

  #endKeys(holdId: string, claims: readonly Claim[]): readonly string[] {
    return [this.#holdKey(holdId), `${this.#prefix}live`, ...this.#allDays(claims)];
  }

  #common(name: string): string[] {
    return [this.#holdKey(name), `${this.#prefix}live`, `${this.#prefix}version`];
  }

  #holdKey(id: string): string {
    return `${this.#prefix}hold:${id}`;
  }

  #allDays(claims: readonly Claim[]): readonly string[] {
    return [...new Set(claims.flatMap((claim) => this.#daysOf(claim)))];
  }

  #daysOf({ resourceId, start, end }: ClaimWindow): readonly string[] {
    const first = Math.floor(start / dayMs);
    const last = Math.max(first, Math.floor((end - 1) / dayMs));
    return Array.from({ length: last - first + 1 }, (_, at) => `${this.#prefix}at:${resourceId}:${first + at}`);
  }
}

const answerSchema = z.array(z.union([z.string(), z.number().transform(String)]));

function answerOf(raw: unknown): readonly string[] {
  return answerSchema.parse(raw);
}

function fieldOf(holder: string, { lane, start, end, part }: Claim): string {
  return [holder, lane, start, end, part].join('|');
}

function claimOf(resourceId: string, field: string): HeldClaim {
  const [id = '', lane, start, end, part] = field.split('|');
  const claim = { resourceId, lane: Number(lane), start: Number(start), end: Number(end), part };
  return { ...claimSchema.parse(claim), holder: { kind: 'hold', id } };
}

const rowSchema = z.object({
  id: z.string(),
  token: z.string(),
  deskId: z.string(),
  actorId: z.string(),
  appointmentId: z.string().nullable(),
  claims: z.array(claimSchema),
});

function rowOf({ id, tokenHash, deskId, actorId, appointmentId, claims }: NewHold): string {
  return JSON.stringify({ id, token: tokenHash.toString('hex'), deskId, actorId, appointmentId, claims });
}

function holdOf([row = '', placed, expires, ended, version = '']: readonly string[]): readonly FencedHold[] {
  if (row === '') return [];
  const { token, ...hold } = rowSchema.parse(JSON.parse(row));
  return [
    {
      ...hold,
      tokenHash: Buffer.from(must(token, 'a token'), 'hex'),
      placedAt: instant(Number(placed)),
      expiresAt: instant(Number(expires)),
      endedAt: ended === '' ? null : instant(Number(ended)),
      version,
    },
  ];
}
