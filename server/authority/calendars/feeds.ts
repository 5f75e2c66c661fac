import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { RefusalCode } from '#shared/commands/refusal.ts';
import type {
  CalendarFeed,
  CalendarWish,
  CreatedFeed,
  ListedFeeds,
  RevokedFeed,
} from '#shared/replication/calendars.ts';
import { newFeedSecret } from '#server/authority/calendars/feed-secret.ts';
import { noteInAudit } from '#server/authority/calendars/note-in-audit.ts';
import { scopeTables } from '#server/authority/calendars/scope-tables.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { roleAtDesk } from '#server/authority/role-at-desk.ts';
import type { Schema } from '#server/database/schema.ts';
import { type Tx, withTenant } from '#server/database/tenant-scope.ts';

type Refused = { readonly kind: 'refused'; readonly code: RefusalCode };

/** A new address for a calendar (IC5). */
export async function createFeed(db: Kysely<Schema>, desk: DeskIdentity, wish: CalendarWish): Promise<CreatedFeed> {
  return asManager(db, desk, wish.actorId, async (tx) => {
    const { scope, telling, language, actorId } = wish;
    const { rows } = await sql`
      select id from ${sql.table(scopeTables[scope.kind])}
      where tenant_id = ${desk.tenantId} and id = ${scope.id}`.execute(tx);
    if (rows.length === 0) return { kind: 'refused', code: `unknown-${scope.kind}` };
    const id = randomUUID();
    const secret = newFeedSecret(desk.tenantId);
    await sql`
      insert into calendar_feed (tenant_id, id, secret_hash, scope_kind, scope_id, telling, language, created_by)
      values (${desk.tenantId}, ${id}, ${secret.hash}, ${scope.kind}, ${scope.id}, ${telling}, ${language}, ${actorId})`.execute(
      tx,
    );
    await noteInAudit(tx, desk, { name: 'calendar-feed.create', feedId: id, actorId, input: { scope, telling } });
    const [feed] = await feedsInForce(tx, desk.tenantId, id);
    if (feed === undefined) throw new Error('a feed that was just made is missing');
    return { kind: 'created', feed, path: `/calendar/${secret.text}.ics` };
  });
}

export async function listFeeds(db: Kysely<Schema>, desk: DeskIdentity, actorId: string): Promise<ListedFeeds> {
  return asManager(db, desk, actorId, async (tx) => ({
    kind: 'listed',
    feeds: [...(await feedsInForce(tx, desk.tenantId, null))],
  }));
}

export type Revoking = { readonly actorId: string; readonly feedId: string };

/** Ends an address; one that has ended stays ended. */
export async function revokeFeed(
  db: Kysely<Schema>,
  desk: DeskIdentity,
  { actorId, feedId }: Revoking,
): Promise<RevokedFeed> {
  return asManager(db, desk, actorId, async (tx) => {
    const { rows } = await sql`
      update calendar_feed set revoked_by = ${actorId}, revoked_at = now()
      where tenant_id = ${desk.tenantId} and id = ${feedId} and revoked_at is null
      returning id`.execute(tx);
    if (rows.length > 0)
      await noteInAudit(tx, desk, { name: 'calendar-feed.revoke', feedId, actorId, input: { feedId } });
    return { kind: 'revoked' };
  });
}

async function asManager<Result extends { readonly kind: string }>(
  db: Kysely<Schema>,
  desk: DeskIdentity,
  actorId: string,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result | Refused> {
  return withTenant(db, desk.tenantId, async (tx) => {
    const role = await roleAtDesk(tx, desk, actorId);
    if (role === null) return { kind: 'refused', code: 'actor-unknown' };
    return role === 'owner' || role === 'manager' ? work(tx) : { kind: 'refused', code: 'not-permitted' };
  });
}

type FeedRow = {
  readonly id: string;
  readonly scope_kind: CalendarFeed['scope']['kind'];
  readonly scope_id: string;
  readonly telling: CalendarFeed['telling'];
  readonly author: string | null;
  readonly created_at: Date;
  readonly last_read_at: Date | null;
};

async function feedsInForce(tx: Tx, tenantId: string, only: string | null): Promise<readonly CalendarFeed[]> {
  const { rows } = await sql<FeedRow>`
    select feed.id, feed.scope_kind, feed.scope_id, feed.telling, person.doc ->> 'name' as author, feed.created_at,
      feed.last_read_at
    from calendar_feed as feed
    left join person on person.tenant_id = feed.tenant_id and person.id = feed.created_by
    where feed.tenant_id = ${tenantId} and feed.revoked_at is null and (${only}::uuid is null or feed.id = ${only}::uuid)
    order by feed.created_at, feed.id`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    scope: { kind: row.scope_kind, id: row.scope_id },
    telling: row.telling,
    createdByName: row.author ?? '',
    createdAt: row.created_at.getTime(),
    lastReadAt: row.last_read_at?.getTime() ?? null,
  }));
}
