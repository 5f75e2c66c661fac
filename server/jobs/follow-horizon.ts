import type { Kysely } from 'kysely';
import { type Clock, systemClock } from '#server/authority/clock.ts';
import type { Report } from '#server/authority/report.ts';
import type { AuthorityStore } from '#server/authority/store.ts';
import { withoutDetail } from '#server/database/database-error.ts';
import type { Schema } from '#server/database/schema.ts';
import { every, type Repeated } from '#server/jobs/every.ts';
import { extendHorizon } from '#server/jobs/series-horizon.ts';

const SIX_HOURS_MS = 6 * 3_600_000;

type Followed = {
  readonly db: Kysely<Schema>;
  readonly store: AuthorityStore;
  readonly tenantId: string;
  readonly report: Report;
  readonly clock?: Clock;
};

/** Keeps the claims of series far enough ahead while the server runs. */
export function followHorizon({ db, store, tenantId, report, clock = systemClock }: Followed): Repeated {
  const work = async (): Promise<void> => {
    await extendHorizon({ db, store, tenantId, clock, zoneRules: process.versions['tz'] ?? '', report });
  };
  return every(SIX_HOURS_MS, work, (raw) => {
    const error = withoutDetail(raw);
    report('series-horizon', error instanceof Error ? error.message : 'unknown');
  });
}
