import { type Kysely, sql, type Transaction } from 'kysely';
import { withoutDetail } from '#server/database/database-error.ts';
import type { Schema } from '#server/database/schema.ts';

export type Tx = Transaction<Schema>;

type ScopeOptions = {
  /** One snapshot for the whole transaction, and no writes. */
  readonly isSnapshot?: boolean;
  /** Gives up after half a second where a lock is held. */
  readonly isImpatient?: boolean;
};

/**
 * A transaction that sees one tenant's rows and no others: it takes on a role that owns nothing, and names the tenant
 * for the policies. Both end with the transaction, so a pooled connection carries neither on (F10).
 */
export async function withTenant<Result>(
  db: Kysely<Schema>,
  tenantId: string,
  work: (tx: Tx) => Promise<Result>,
  { isSnapshot = false, isImpatient = false }: ScopeOptions = {},
): Promise<Result> {
  const begin = isSnapshot
    ? db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
    : db.transaction();
  try {
    return await begin.execute(async (tx) => {
      const patience = isImpatient ? sql`, set_config('lock_timeout', '500ms', true)` : sql``;
      await sql`select set_config('role', 'frontdesk_app', true), set_config('app.tenant_id', ${tenantId}, true)${patience}`.execute(
        tx,
      );
      return work(tx);
    });
  } catch (error) {
    throw withoutDetail(error);
  }
}

/** A transaction in which the one tenant is seen whose enrolment code this is. */
export async function withEnrolmentCode<Result>(
  db: Kysely<Schema>,
  code: string,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  try {
    return await db.transaction().execute(async (tx) => {
      await sql`select set_config('role', 'frontdesk_app', true), set_config('app.enrolment_code', ${code}, true)`.execute(
        tx,
      );
      return work(tx);
    });
  } catch (error) {
    throw withoutDetail(error);
  }
}
