import { type Kysely, sql } from 'kysely';
import type { HoldMinutesSet } from '#shared/replication/holds.ts';
import { appendNote } from '#server/authority/audit/append-note.ts';
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
    const fault = role === null ? 'actor-unknown' : role === 'owner' || role === 'manager' ? null : 'not-permitted';
    if (fault === null) {
      await sql`update tenant set hold_minutes = ${minutes} where id = ${tenantId}`.execute(tx);
      await sql`select pg_notify(${CHANGES_CHANNEL}, ${payloadOf(tenantId, 'holds')})`.execute(tx);
    }
    await appendNote(tx, tenantId, { name: 'holds.set-minutes', deskId, actorId, minutes, outcome: fault ?? 'set' });
    return fault === null ? { kind: 'set', minutes } : { kind: 'refused', code: fault };
  });
}
