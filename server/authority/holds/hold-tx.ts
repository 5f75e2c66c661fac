import type { PublicHold } from '#shared/replication/holds.ts';
import type { Claim } from '#shared/scheduling/claim.ts';
import type { Instant } from '#shared/time/instant.ts';

/** A hold before the database has said from when to when. */
export type NewHold = {
  readonly id: string;
  readonly tokenHash: Buffer;
  readonly deskId: string;
  readonly actorId: string;
  readonly appointmentId: string | null;
  /** What is held, for the screens. What of it collides is taken with `takeClaims`, as holder `hold`. */
  readonly claims: readonly Claim[];
};

export type HoldRow = NewHold & {
  readonly placedAt: Instant;
  readonly expiresAt: Instant;
  /** Released or confirmed then; null while neither. */
  readonly endedAt: Instant | null;
};

/**
 * Holds inside one transaction. A row stays for an hour after the hold is over, so that late messages meet it (HD2). All
 * times are of the one clock that all servers share, read anew by each call and after its waits (F9).
 */
export type HoldTx = {
  now(): Promise<Instant>;
  /** The rows of these as they are committed, waiting for nobody, and the time just after. */
  find(holdIds: readonly string[]): Promise<{ readonly rows: readonly HoldRow[]; readonly now: Instant }>;
  /** The rows of these, locked in one order, as they are after the wait for whoever else had them locked. */
  lock(holdIds: readonly string[]): Promise<readonly HoldRow[]>;
  /**
   * From now on for as long as the tenant's setting says. `known`: the id is taken; `leased`: another desk's lease is in
   * the way, which the caller would find too, and others are not to see the hold until then. The caller rolls back.
   */
  insert(hold: NewHold): Promise<HoldRow | 'known' | 'leased'>;
  /** Ended before it was placed, so that a placing that is still under way finds it over. `known`: it is there now. */
  insertEnded(hold: Pick<NewHold, 'id' | 'tokenHash' | 'deskId' | 'actorId'>): Promise<'inserted' | 'known'>;
  /** Lasts from now on as long as a new one. The caller has locked it. */
  extend(holdId: string): Promise<HoldRow>;
  /** Marks them as over, and gives up their claims. The caller has locked them. */
  end(holdIds: readonly string[]): Promise<void>;
  /**
   * Gives up the claims of those among them that are over, and says which. Whoever is just extending or confirming one is
   * waited for, and what they made of it counts (I5).
   */
  endExpired(holdIds: readonly string[]): Promise<readonly string[]>;
  /** Those that are in force. */
  list(): Promise<readonly PublicHold[]>;
  deskName(deskId: string): Promise<string>;
  /** Tells the tenant's desks that holds changed, when this commits and only then. */
  announce(): Promise<void>;
};

export function isInForce({ expiresAt, endedAt }: HoldRow, now: Instant): boolean {
  return endedAt === null && now < expiresAt;
}
