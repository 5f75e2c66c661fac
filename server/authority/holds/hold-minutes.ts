import { type Kysely, sql } from 'kysely';
import type { HoldMinutesSet } from '#shared/replication/holds.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { roleAtDesk } from '#server/authority/role-at-desk.ts';
import { CHANGES_CHANNEL, payloadOf } from '#server/database/changes.ts';
import type { Schema } from '#server/database/schema.ts';
import { withTenant } from '#server/database/tenant-scope.ts';

export type HoldMinutesWish = { readonly actorId: string; readonly minutes: number };

/** For owners and managers who have signed in at this desk; holds that are there keep the time that they have. */
export async function setHoldMinutes(
  db: Kysely<Schema>,
  { tenantId, deskId }: DeskIdentity,
  { actorId, minutes }: HoldMinutesWish,
): Promise<HoldMinutesSet> {
  return withTenant(db, tenantId, async (tx) => {
    const role = await roleAtDesk(tx, { tenantId, deskId }, actorId);
    if (role === null) return { kind: 'refused', code: 'actor-unknown' };
    if (role !== 'owner' && role !== 'manager') return { kind: 'refused', code: 'not-permitted' };
    await sql`update tenant set hold_minutes = ${minutes} where id = ${tenantId}`.execute(tx);
    await sql`select pg_notify(${CHANGES_CHANNEL}, ${payloadOf(tenantId, 'holds')})`.execute(tx);
    return { kind: 'set', minutes };
  });
}
