import { type Kysely, sql } from 'kysely';
import {
  type CalendarLanguage,
  type CalendarScope,
  type CalendarTelling,
  isAboutClients,
} from '#shared/scheduling/calendar-scope.ts';
import { exportCalendar } from '#shared/calendars/export/export-calendar.ts';
import { DAY_MS } from '#shared/time/wall.ts';
import { instant } from '#shared/time/instant.ts';
import type { Readings } from '#server/authority/audit/readings.ts';
import { readFeedSecret } from '#server/authority/calendars/feed-secret.ts';
import { readBook } from '#server/authority/calendars/read-book.ts';
import type { Clock } from '#server/authority/clock.ts';
import type { Schema } from '#server/database/schema.ts';
import { withTenant } from '#server/database/tenant-scope.ts';

/** A subscribed calendar keeps the last quarter; what is older is in an export. */
const KEPT_DAYS = 92;

type FeedRow = {
  readonly id: string;
  readonly scope_kind: CalendarScope['kind'];
  readonly scope_id: string;
  readonly telling: CalendarTelling;
  readonly language: CalendarLanguage;
};

type Site = { readonly db: Kysely<Schema>; readonly clock: Clock; readonly readings: Readings };

/** The calendar at a secret address; null when there is none there, or not any more. */
export async function readFeed({ db, clock, readings }: Site, secret: string): Promise<string | null> {
  const asked = readFeedSecret(secret);
  if (asked === null) return null;
  const { tenantId, hash } = asked;
  const feed = await withTenant(db, tenantId, async (tx) => {
    const { rows } = await sql<FeedRow>`
      update calendar_feed set last_read_at = now()
      where tenant_id = ${tenantId} and secret_hash = ${hash} and revoked_at is null
      returning id, scope_kind, scope_id, telling, language`.execute(tx);
    return rows[0] ?? null;
  });
  if (feed === null) return null;
  const now = clock();
  const scope = { kind: feed.scope_kind, id: feed.scope_id };
  const from = instant(Math.floor(now / DAY_MS) * DAY_MS - KEPT_DAYS * DAY_MS);
  const book = await withTenant(db, tenantId, (tx) => readBook(tx, { tenantId, scope, from }), { isSnapshot: true });
  if (isAboutClients({ scope, telling: feed.telling }))
    await readings.noteHourly(tenantId, { name: 'calendar-feed.read', feedId: feed.id });
  return book === null ? null : exportCalendar(book, { scope, telling: feed.telling, language: feed.language, now });
}
