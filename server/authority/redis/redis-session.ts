import { randomUUID } from 'node:crypto';
import type { Claim } from '#shared/scheduling/claim.ts';
import { RedisFailure } from '#server/authority/redis/resting-link.ts';
import type { FencedHold, TenantHolds } from '#server/authority/redis/tenant-holds.ts';

/** Longer than any transaction may last. */
const LONGEST_TRANSACTION_MS = 60_000;

type Done = {
  /** Holds in Redis that this transaction gives up. */
  readonly ended: ReadonlyMap<string, FencedHold>;
  readonly placed: readonly FencedHold[];
};

/** What one transaction in PostgreSQL does in Redis beside it. */
export class RedisSession {
  readonly holds: TenantHolds;
  readonly #name: `m:${string}` = `m:${randomUUID()}`;
  /** As they were when they were read, for the fence. */
  readonly #known = new Map<string, FencedHold>();
  /** Of those, what PostgreSQL has as well. */
  readonly #both = new Set<string>();
  readonly #fenced = new Set<string>();
  /** Holds that were decided upon: what is taken in spite of them need not be stopped by them. */
  readonly #seen = new Set<string>();
  readonly #marked: Claim[] = [];
  #done: Done = { ended: new Map(), placed: [] };
  #saved: Done = this.#done;
  #mustAnnounce = false;

  constructor(holds: TenantHolds) {
    this.holds = holds;
  }

  know(rows: readonly FencedHold[]): void {
    for (const row of rows) this.#known.set(row.id, row);
  }

  known(holdId: string): FencedHold | undefined {
    return this.#known.get(holdId);
  }

  /**
   * @param holdIds what PostgreSQL has, and Redis not or not any more.
   * @param both what both have: it is known here, and over in PostgreSQL when it is over.
   */
  leaveToPostgres(holdIds: readonly string[], both: readonly string[]): void {
    for (const id of holdIds) this.#known.delete(id);
    for (const id of both) this.#both.add(id);
  }

  isInPostgres(holdId: string): boolean {
    return !this.#known.has(holdId) || this.#both.has(holdId);
  }

  see(holdIds: readonly string[]): void {
    for (const id of holdIds) this.#seen.add(id);
  }

  end(holdIds: readonly string[]): void {
    const rows = holdIds.flatMap((id) => this.#known.get(id) ?? []);
    this.#done = { ...this.#done, ended: new Map([...this.#done.ended, ...rows.map((row) => [row.id, row] as const)]) };
  }

  placed(hold: FencedHold): void {
    this.#done = { ...this.#done, placed: [...this.#done.placed, hold] };
  }

  /** Holds that are to be over when this transaction is; their time is free for it. */
  letGo(): readonly string[] {
    return [...this.#done.ended.keys()];
  }

  announce(): void {
    this.#mustAnnounce = true;
  }

  /**
   * Keeps holds away from what this transaction takes until it has ended, and makes sure that what it confirms is in
   * force still. False: somebody holds some of it, or a confirmed hold is not what it was.
   */
  async mark(claims: readonly Claim[]): Promise<boolean> {
    const fences = [...this.#done.ended.values()].filter(({ id }) => !this.#fenced.has(id));
    this.#marked.push(...claims);
    const taken = await this.holds.take({
      claims,
      lastsMs: LONGEST_TRANSACTION_MS,
      holder: this.#name,
      letGo: [...this.letGo(), ...this.#seen],
      fences,
    });
    if (taken.kind === 'held') for (const { id } of fences) this.#fenced.add(id);
    return taken.kind === 'held';
  }

  setSavepoint(): void {
    this.#saved = this.#done;
  }

  async rollBackToSavepoint(): Promise<void> {
    const undone = this.#done.placed.filter((hold) => !this.#saved.placed.includes(hold));
    this.#done = this.#saved;
    for (const hold of undone) await this.holds.end(hold.id, hold.claims, 'forget');
  }

  /** @returns whether desks are to be told. What fails here lapses by itself. */
  async commit(): Promise<boolean> {
    await quietly(async () => {
      for (const hold of this.#done.ended.values()) await this.holds.end(hold.id, hold.claims);
    });
    await this.#unmark();
    return this.#mustAnnounce;
  }

  async rollBack(): Promise<void> {
    await quietly(async () => {
      for (const hold of this.#done.placed) await this.holds.end(hold.id, hold.claims, 'forget');
    });
    await this.#unmark();
  }

  async #unmark(): Promise<void> {
    if (this.#marked.length > 0) await quietly(() => this.holds.end(this.#name, this.#marked, 'forget'));
  }
}

async function quietly(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof RedisFailure)) throw error;
  }
}
