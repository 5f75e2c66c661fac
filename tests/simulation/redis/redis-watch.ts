import { z } from 'zod';
import { collides, type HeldClaim, claimSchema } from '#shared/scheduling/claim.ts';
import { type Instant, instant } from '#shared/time/instant.ts';
import { END, EXTEND, HOLDS, TAKE } from '#server/authority/redis/hold-scripts.ts';
import type { Coverage } from '#tests/simulation/coverage.ts';
import type { Asked, SimRedis } from '#tests/simulation/redis/sim-redis.ts';
import type { ConfirmedHold, HoldRecord } from '#tests/simulation/store/hold-record.ts';
import type { Tables, Transaction } from '#tests/simulation/store/memory-engine.ts';
import type { MemoryLeases } from '#tests/simulation/store/memory-leases.ts';
import type { VirtualTime } from '#tests/simulation/time/virtual-time.ts';
import { Violation } from '#tests/simulation/violation.ts';

export type RedisWatchOptions = {
  readonly redis: SimRedis;
  readonly time: VirtualTime;
  readonly clock: () => number;
  /** Of PostgreSQL's clock. */
  readonly aheadMs: number;
  readonly coverage: Coverage;
  /** What PostgreSQL knows of holds: those of when Redis was away. */
  readonly inPostgres: HoldRecord;
  readonly leases: MemoryLeases;
};

/** A hold that Redis has granted; of what became of it later, only what its owner was told. */
type Granted = {
  readonly deskId: string;
  readonly claims: readonly HeldClaim[];
  readonly placedAt: Instant;
  expiresAt: Instant;
  hasEnded: boolean;
  isTold: boolean;
  /** As of when nothing has gone wrong since. */
  readonly epoch: string;
};

type Trail = {
  placed: readonly string[];
  /** Each hold as it was at the last moment at which this transaction could make sure of it. */
  readonly seen: Map<string, ConfirmedHold & { readonly isTaken: boolean }>;
  markedIn: string | null;
};

const wishSchema = z.object({
  kind: z.enum(['hold', 'transaction']),
  holder: z.string(),
  claims: z.array(z.object(claimSchema.shape)),
  row: z.string(),
});

/** Looks into Redis at every script, and says what must be true of holds that PostgreSQL knows nothing of (RS1 to RS7). */
export class RedisWatch implements HoldRecord {
  readonly #options: RedisWatchOptions;
  readonly #granted = new Map<string, Granted>();
  readonly #trails = new WeakMap<Transaction, Trail>();

  constructor(options: RedisWatchOptions) {
    this.#options = options;
    options.redis.onAsked = (asked) => this.#asked(asked);
  }

  /** Changes whenever Redis may have lost something, or was not asked: two desks may hold the same then (RS4, RS6). */
  get epoch(): string {
    const { redis, time } = this.#options;
    return `${redis.faults}/${time.wall - time.now}`;
  }

  deskOf(tenantId: string, holdId: string): string | null {
    return this.#granted.get(`${tenantId}/${holdId}`)?.deskId ?? this.#options.inPostgres.deskOf(tenantId, holdId);
  }

  /** Forgotten by Redis, it may have been placed again where Redis was not there. */
  expiryOf(tenantId: string, holdId: string): Instant | null {
    const byItsClock = this.#granted.get(`${tenantId}/${holdId}`)?.expiresAt;
    const granted = byItsClock === undefined ? undefined : instant(byItsClock - this.#options.aheadMs);
    const inPostgres = this.#options.inPostgres.expiryOf(tenantId, holdId);
    return granted === undefined || (inPostgres !== null && inPostgres > granted) ? inPostgres : granted;
  }

  beganAt(transaction: Transaction): Instant {
    return this.#options.inPostgres.beganAt(transaction);
  }

  asConfirmed(transaction: Transaction, holdId: string): ConfirmedHold {
    const seen = this.#trails.get(transaction)?.seen.get(holdId);
    const isInForce = seen?.row !== undefined && seen.at < seen.row.expiresAt && seen.row.endedAt === null;
    if (seen !== undefined && isInForce) return seen;
    // Over in Redis, it may have been placed anew while Redis was away.
    const there = this.#options.inPostgres.asConfirmed(transaction, holdId);
    return there.row === undefined && seen !== undefined ? seen : there;
  }

  knows(tenantId: string, holdId: string): boolean {
    return this.#options.redis.memory.fields(holdKey(tenantId, holdId)).size > 0;
  }

  /** A transaction without Redis has ended: it may have taken what somebody holds there (RS6). */
  wentWithout(): void {
    this.#options.coverage.decidedWithoutRedis += 1;
    this.#options.redis.faults += 1;
  }

  /** Whose hold this is has the answer now: nobody else has any of it. @throws Violation */
  told(transaction: Transaction, { claims }: Tables): void {
    const { tenantId } = transaction;
    for (const id of this.#trails.get(transaction)?.placed ?? []) {
      const key = `${tenantId}/${id}`;
      const granted = this.#granted.get(key);
      if (granted === undefined) continue;
      granted.isTold = true;
      this.#options.coverage.holdsInRedis += 1;
      if (!this.#isSureOf(key, granted)) continue;
      this.#holdsAlone(key, granted);
      const meets = ({ claim, insertedBy, ...row }: Tables['claims'][number]): boolean =>
        row.tenantId === tenantId &&
        insertedBy === null &&
        claim.holder.kind !== 'hold' &&
        granted.claims.some((own) => collides(own, claim));
      if (claims.some(meets)) throw new Violation('I1', `${id} holds what is booked`);
      if (this.#options.leases.isLeased(tenantId, granted.deskId, granted.claims))
        throw new Violation('LE2', `${id} holds what another desk has leased`);
    }
  }

  /**
   * Nobody books what somebody else holds, and what is in force is not refused. A hold whose time its own desk books in
   * its lease (LE10) is over for a confirm of the same transaction too, whichever of the two was decided first.
   * @throws Violation
   */
  committed(transaction: Transaction, { claims }: Tables): void {
    const { tenantId, commands } = transaction;
    const markedIn = this.#trails.get(transaction)?.markedIn ?? null;
    const confirming = [...commands.values()].filter(({ verdict }) => verdict.kind !== 'refused');
    const confirmed = new Set(confirming.map(({ command }) => command.hold?.id));
    const fresh = claims.filter(({ insertedBy }) => insertedBy === transaction).map(({ claim }) => claim);
    for (const [key, granted] of this.#granted) {
      if (!key.startsWith(`${tenantId}/`) || confirmed.has(idOf(key)) || !granted.isTold) continue;
      if (markedIn !== this.epoch || !this.#isSureOf(key, granted)) continue;
      const taken = fresh.filter((claim) => granted.claims.some((held) => collides(held, claim)));
      const stolen = taken.find((claim) => !this.#isItsDesks(claim, granted.deskId, transaction));
      if (stolen !== undefined) throw new Violation('I1', `${stolen.holder.id} was booked over ${idOf(key)}`);
      if (taken.length > 0) granted.hasEnded = true;
    }
    for (const { command } of confirming) {
      const granted = command.hold === null ? undefined : this.#granted.get(`${tenantId}/${command.hold.id}`);
      if (granted !== undefined) granted.hasEnded = true;
    }
    for (const { command, verdict } of commands.values())
      if (command.hold !== null && verdict.kind === 'refused' && verdict.refusal.code === 'hold-expired')
        this.#wasOver(`${tenantId}/${command.hold.id}`, this.beganAt(transaction));
    // What it named in Redis may have lapsed while everybody slept: somebody may hold what it has taken.
    if (markedIn !== null && markedIn !== this.epoch) this.#options.redis.faults += 1;
  }

  /** What a desk books in its own leases takes the place of its own holds (LE10). */
  #isItsDesks({ holder, ...claim }: HeldClaim, deskId: string, { tenantId, effects }: Transaction): boolean {
    const isBooked = effects.some(
      ({ record, changes }) =>
        record.desk.deskId === deskId && changes.some(({ document }) => document.id === holder.id),
    );
    return isBooked && this.#options.leases.isKeptFor(tenantId, deskId, claim);
  }

  /** Placed meanwhile, by a request that took its time, it was not there when the command was decided. */
  #wasOver(key: string, beganAt: Instant): void {
    const granted = this.#granted.get(key);
    if (granted === undefined || granted.hasEnded || granted.expiresAt <= this.#options.clock()) return;
    if (granted.placedAt - this.#options.aheadMs < beganAt && this.#isSureOf(key, granted))
      throw new Violation('I5', `${idOf(key)} is in force, and its confirm was refused`);
    this.#options.coverage.forgottenHoldsRefused += 1;
  }

  /** In force, and nothing has happened since that could have given its time to others. */
  #isSureOf(key: string, { epoch, expiresAt, hasEnded }: Granted): boolean {
    if (hasEnded || expiresAt <= this.#options.clock() || epoch !== this.epoch) return false;
    return this.#options.redis.isInForce(key);
  }

  #holdsAlone(key: string, granted: Granted): void {
    const tenantId = key.slice(0, key.indexOf('/'));
    for (const other of this.#options.redis.inForce()) {
      if (other === key || !other.startsWith(`${tenantId}/`)) continue;
      const claims = this.#granted.get(other)?.claims ?? [];
      if (claims.some((claim) => granted.claims.some((own) => collides(own, claim))))
        throw new Violation('I1', `${idOf(key)} and ${idOf(other)} hold the same`);
    }
  }

  #asked({ transaction, script, keys, args, reply }: Asked): void {
    const trail: Trail = this.#trails.get(transaction) ?? { placed: [], seen: new Map(), markedIn: null };
    this.#trails.set(transaction, trail);
    const { tenantId } = transaction;
    const [kind] = Array.isArray(reply) ? reply : [];
    if (script === HOLDS)
      for (const key of keys) this.#see(trail, tenantId, { id: key.split(':hold:')[1] ?? '', isTaken: false });
    if (script === TAKE && kind === 'held') this.#took(trail, tenantId, args[0] ?? '');
    if (script === END && args[1] === 'forget') trail.placed = trail.placed.filter((id) => id !== args[0]);
    const granted = this.#granted.get(`${tenantId}/${args[0] ?? ''}`);
    if (granted === undefined) return;
    if (script === EXTEND && reply === 1)
      granted.expiresAt = this.#stateOf(tenantId, args[0] ?? '').row?.expiresAt ?? granted.expiresAt;
    if (script === END && args[1] === 'end') granted.hasEnded = true;
    if (script === END && args[1] === 'forget') this.#granted.delete(`${tenantId}/${args[0] ?? ''}`);
  }

  #took(trail: Trail, tenantId: string, wish: string): void {
    const { kind, holder, claims, row } = wishSchema.parse(JSON.parse(wish));
    if (kind === 'transaction') {
      trail.markedIn ??= this.epoch;
      for (const [id, { isTaken }] of trail.seen) if (!isTaken) this.#see(trail, tenantId, { id, isTaken: true });
      return;
    }
    const { deskId } = z.object({ deskId: z.string() }).parse(JSON.parse(row));
    const held = claims.map((claim): HeldClaim => ({ ...claim, holder: { kind: 'hold', id: holder } }));
    const { at: placedAt, row: placed } = this.#stateOf(tenantId, holder);
    const expiresAt = placed?.expiresAt ?? placedAt;
    const granted = { deskId, claims: held, placedAt, expiresAt, hasEnded: false, isTold: false, epoch: this.epoch };
    this.#granted.set(`${tenantId}/${holder}`, granted);
    trail.placed = [...trail.placed, holder];
  }

  /** What is in PostgreSQL and not in Redis is left to it; what was in Redis before is seen to be gone. */
  #see(trail: Trail, tenantId: string, { id, isTaken }: { readonly id: string; readonly isTaken: boolean }): void {
    const state = this.#stateOf(tenantId, id);
    if (state.row === undefined && !isTaken) trail.seen.delete(id);
    else trail.seen.set(id, { ...state, isTaken });
  }

  #stateOf(tenantId: string, id: string): ConfirmedHold {
    const fields = this.#options.redis.memory.fields(holdKey(tenantId, id));
    const at = instant(this.#options.clock());
    if (fields.size === 0) return { at, row: undefined };
    const ended = fields.get('ended') ?? '';
    return {
      at,
      row: { expiresAt: instant(Number(fields.get('expires'))), endedAt: ended === '' ? null : instant(Number(ended)) },
    };
  }
}

function holdKey(tenantId: string, holdId: string): string {
  return `fd:{${tenantId}}:hold:${holdId}`;
}

function idOf(key: string): string {
  return key.slice(key.indexOf('/') + 1);
}
