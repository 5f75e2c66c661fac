import type { Claim, HeldClaim } from '#shared/scheduling/claim.ts';
import { collides } from '#shared/scheduling/claim.ts';
import { type Instant, instant } from '#shared/time/instant.ts';
import { type HoldRow, type HoldTx, isInForce } from '#server/authority/holds/hold-tx.ts';
import { publicHold } from '#server/authority/holds/public-hold.ts';
import { RedisFailure } from '#server/authority/redis/resting-link.ts';
import type { RedisSession } from '#server/authority/redis/redis-session.ts';
import type { FencedHold } from '#server/authority/redis/tenant-holds.ts';
import type { StoreTx } from '#server/authority/store.ts';

/** What is asked of PostgreSQL on the side, in the same transaction. */
export type Beneath = {
  /** For how long a hold lasts, in milliseconds. */
  holdMs(): Promise<number>;
  /**
   * Waits for whoever is granting a lease on one of these resources; whoever is next waits in turn (RS7). What such a
   * transaction writes need not survive anything.
   */
  standInLine(resourceIds: readonly string[]): Promise<void>;
};

type Beside = { readonly session: RedisSession; readonly beneath: Beneath };

/** A transaction whose holds are in Redis. Those that PostgreSQL has from when Redis was away are honoured as well. */
export function withRedis(tx: StoreTx, beside: Beside): StoreTx {
  const { session } = beside;
  const held: HeldClaim[] = [];
  return {
    ...tx,
    loadClaims: async (windows) => {
      const inRedis = await session.holds.claims(windows);
      const letGo = session.letGo();
      session.see(inRedis.map(({ holder }) => holder.id));
      return [...(await tx.loadClaims(windows)), ...inRedis.filter(({ holder }) => !letGo.includes(holder.id))];
    },
    takeClaims: async (claims) => {
      // Those of a hold wait for its row: Redis takes both in one step.
      if (claims.every(({ holder }) => holder.kind === 'hold')) return held.push(...claims) > 0;
      return (await session.mark(claims.map(asClaim))) && tx.takeClaims(claims);
    },
    setSavepoint: async () => {
      session.setSavepoint();
      await tx.setSavepoint();
    },
    rollBackToSavepoint: async () => {
      held.splice(0);
      await tx.rollBackToSavepoint();
      await session.rollBackToSavepoint();
    },
    holds: { ...tx.holds, ...reading(tx, beside), ...writing(tx, beside, held) },
  };
}

function asClaim({ resourceId, lane, start, end, part }: HeldClaim): Claim {
  return { resourceId, lane, start, end, part };
}

type Found = { readonly rows: readonly HoldRow[]; readonly now: Instant };

function reading(tx: StoreTx, { session }: Beside): Pick<HoldTx, 'now' | 'find' | 'lock' | 'list'> {
  const clocks = () => clocksOf(tx, session);
  const inRedis = async (ids: readonly string[]) => {
    const found = await session.holds.find(ids);
    session.know(found.rows);
    return found;
  };
  /** One that is over in Redis may have been placed anew while Redis was away: then it is as PostgreSQL has it (RS5). */
  const withThose = async (found: Found, there: readonly HoldRow[]) => {
    if (there.length === 0) return found;
    const { aheadMs, now } = await clocks();
    const inForce = new Set(found.rows.filter((row) => isInForce(row, found.now)).map(({ id }) => id));
    const counting = there.filter(({ id }) => !inForce.has(id));
    session.leaveToPostgres(
      counting.map(({ id }) => id),
      there.filter(({ id }) => inForce.has(id)).map(({ id }) => id),
    );
    const others = found.rows.filter(({ id }) => !counting.some((row) => row.id === id));
    return { rows: [...others, ...counting.map((row) => shifted(row, aheadMs))], now };
  };
  return {
    now: async () => (await session.holds.find([])).now,
    find: async (ids) => {
      const found = await inRedis(ids);
      const inForce = found.rows.filter((row) => isInForce(row, found.now)).map(({ id }) => id);
      const others = ids.filter((id) => !inForce.includes(id));
      return withThose(found, others.length === 0 ? [] : (await tx.holds.find(others)).rows);
    },
    lock: async (ids) => (await withThose(await inRedis(ids), await tx.holds.lock(ids))).rows,
    list: async () => {
      const live = await session.holds.live();
      const { now } = await session.holds.find([]);
      const names = new Map<string, string>();
      for (const id of new Set(live.map(({ deskId }) => deskId))) names.set(id, await tx.holds.deskName(id));
      const inRedis = live.filter((hold) => isInForce(hold, now));
      const shown = inRedis.map((hold) => publicHold(hold, names.get(hold.deskId) ?? ''));
      const there = await tx.holds.list();
      if (there.length === 0) return shown;
      const { aheadMs } = await clocks();
      return [...there.map((hold) => shifted(hold, aheadMs)), ...shown];
    },
  };
}

function writing(
  tx: StoreTx,
  beside: Beside,
  held: HeldClaim[],
): Omit<HoldTx, 'now' | 'find' | 'lock' | 'list' | 'deskName'> {
  const { session } = beside;
  return {
    insert: async (hold) => {
      const claims = held.splice(0);
      if (await isLeasedToOthers(tx, beside, { deskId: hold.deskId, claims })) return 'leased';
      const lastsMs = await beside.beneath.holdMs();
      const letGo = session.letGo();
      const taken = await session.holds.take({ claims: claims.map(asClaim), lastsMs, holder: hold, letGo, fences: [] });
      if (taken.kind !== 'held') return 'known';
      const row: FencedHold = { ...hold, ...taken, endedAt: null };
      session.placed(row);
      return (await isTakenMeanwhile(tx, claims)) ? 'known' : row;
    },
    insertEnded: async (hold) =>
      (await session.holds.insertEnded({ ...hold, appointmentId: null, claims: [] })) ? 'inserted' : 'known',
    extend: async (id) => {
      const before = session.known(id);
      if (before === undefined) {
        const extended = await tx.holds.extend(id);
        return shifted(extended, (await clocksOf(tx, session)).aheadMs);
      }
      const isExtended = await session.holds.extend(before, await beside.beneath.holdMs());
      const [after] = isExtended ? (await session.holds.find([id])).rows : [];
      // It ended between two steps: asked again, the answer will be that it has.
      if (after === undefined) throw new RedisFailure('the hold has changed');
      return after;
    },
    end: async (ids) => {
      session.end(ids);
      const others = ids.filter((id) => session.isInPostgres(id));
      if (others.length > 0) await tx.holds.end(others);
    },
    endExpired: async (ids) => {
      const over = await tx.holds.endExpired(ids);
      if (over.length === 0) return over;
      // Placed in both, it may last longer in Redis, which has its claims too.
      const { rows, now } = await session.holds.find(over);
      return over.filter((id) => !rows.some((row) => row.id === id && isInForce(row, now)));
    },
    announce: async () => session.announce(),
  };
}

/**
 * How far the clock of Redis is ahead of PostgreSQL's. Read in this order, a hold that PostgreSQL has from when Redis was
 * away is over a moment too early, and never too late (I5).
 */
async function clocksOf(
  tx: StoreTx,
  session: RedisSession,
): Promise<{ readonly now: Instant; readonly aheadMs: number }> {
  const { now } = await session.holds.find([]);
  return { now, aheadMs: now - (await tx.holds.now()) };
}

/** By the clock of Redis, as everything is that is said about holds while it is there (RS1). */
function shifted<Hold extends Pick<HoldRow, 'placedAt' | 'expiresAt'>>(hold: Hold, aheadMs: number): Hold {
  const { placedAt, expiresAt } = hold;
  return { ...hold, placedAt: instant(placedAt + aheadMs), expiresAt: instant(expiresAt + aheadMs) };
}

type Wanted = { readonly deskId: string; readonly claims: readonly HeldClaim[] };

/**
 * Asked before Redis has it: whoever has the lease would see a hold there that nobody is going to get, and may book in
 * their lease whatever happens (LE10). Who grants one on these resources has ended, or waits (LE2).
 */
async function isLeasedToOthers(tx: StoreTx, { beneath }: Beside, { deskId, claims }: Wanted): Promise<boolean> {
  if (claims.length === 0) return false;
  await beneath.standInLine([...new Set(claims.map(({ resourceId }) => resourceId))]);
  return (await tx.leases.inTheWay(deskId, claims)).length > 0;
}

/**
 * Whoever took the time in PostgreSQL was marked in Redis until that was committed. So what did not stop this hold there
 * is to be seen here, now.
 */
async function isTakenMeanwhile(tx: StoreTx, claims: readonly HeldClaim[]): Promise<boolean> {
  if (claims.length === 0) return false;
  const there = await tx.loadClaims(claims);
  return there.some((other) => claims.some((claim) => collides(claim, other)));
}
