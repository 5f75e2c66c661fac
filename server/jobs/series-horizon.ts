import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { HORIZON_DAYS } from '#shared/commands/series/claimed-span.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import { instant } from '#shared/time/instant.ts';
import type { Clock } from '#server/authority/clock.ts';
import { storeDesk } from '#server/authority/desks.ts';
import type { Report } from '#server/authority/report.ts';
import type { AuthorityStore } from '#server/authority/store.ts';
import type { Schema } from '#server/database/schema.ts';
import { withTenant } from '#server/database/tenant-scope.ts';
import { extendEach } from '#server/jobs/extend-each.ts';

/** Any number that no other program's advisory lock uses: 'fdsh'. */
const horizonLock = 0x66_64_73_68;
const DAY_MS = 86_400_000;
/** A series is moved on once a month, so that its document changes no more often. */
const STEP_DAYS = 30;
const AT_ONCE = 200;

export type Horizon = {
  readonly db: Kysely<Schema>;
  /** Of the same database. */
  readonly store: AuthorityStore;
  readonly tenantId: string;
  readonly clock: Clock;
  /** The version of the zone tables that this program has. */
  readonly zoneRules: string;
  readonly report: Report;
};

export type HorizonOutcome = { readonly kind: 'elsewhere' } | { readonly kind: 'done'; readonly extended: number };

/**
 * Moves on the claims of series that end soon (SR4), and of all of them where the zone rules have changed (SR5). Of
 * servers that share a database one does it; the others hear `elsewhere`.
 */
export async function extendHorizon(horizon: Horizon): Promise<HorizonOutcome> {
  return horizon.db.connection().execute(async (connection) => {
    const { rows } = await sql<{ ours: boolean }>`select pg_try_advisory_lock(${horizonLock}) as ours`.execute(
      connection,
    );
    if (rows[0]?.ours !== true) return { kind: 'elsewhere' };
    try {
      return { kind: 'done', extended: await extendAll(horizon) };
    } finally {
      await sql`select pg_advisory_unlock(${horizonLock})`.execute(connection);
    }
  });
}

async function extendAll(horizon: Horizon): Promise<number> {
  const { db, zoneRules } = horizon;
  const state = await db.selectFrom('server_state').select('zone_rules').executeTakeFirst();
  const isRederived = state?.zone_rules !== null && state?.zone_rules !== undefined && state.zone_rules !== zoneRules;
  const { extended, missed } = await extendDue(horizon, isRederived);
  // What could not be worked out anew now must be next time.
  if (missed > 0) return extended;
  // Last, so that a start that was killed halfway does all of it again.
  await db.updateTable('server_state').set({ zone_rules: zoneRules }).execute();
  return extended;
}

type Extended = { readonly extended: number; readonly missed: number };

async function extendDue(horizon: Horizon, isRederived: boolean): Promise<Extended> {
  const { db, store, tenantId, clock, report } = horizon;
  const desk = { tenantId, deskId: derivedId('server.desk', tenantId) };
  let extended = 0;
  let missed = 0;
  for (let after: string | null = null; ;) {
    const due: readonly string[] = await dueSeries(horizon, { isRederived, after });
    if (due.length > 0 && after === null) await storeDesk(db, desk, 'Server');
    const extension = { store, desk, clock, isRederived, newId: randomUUID };
    const done = await extendEach(extension, due, sleep);
    extended += done.extended;
    missed += done.missed.length;
    for (const id of done.missed) report('series-horizon', `${id} was overtaken`);
    after = due.at(-1) ?? null;
    if (after === null || due.length < AT_ONCE) return { extended, missed };
  }
}

type Due = { readonly isRederived: boolean; readonly after: string | null };

async function dueSeries({ db, tenantId, clock }: Horizon, { isRederived, after }: Due): Promise<readonly string[]> {
  const soon = instant(clock() + (HORIZON_DAYS - STEP_DAYS) * DAY_MS);
  const { rows } = await withTenant(db, tenantId, (tx) =>
    sql<{ id: string }>`
      select id from series
      where tenant_id = ${tenantId} and not is_ended
        and (${isRederived} or claimed_until_ms < ${soon}::bigint)
        and (${after}::uuid is null or id > ${after}::uuid)
      order by id limit ${AT_ONCE}`.execute(tx),
  );
  return rows.map(({ id }) => id);
}
