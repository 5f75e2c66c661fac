import type { Kysely } from 'kysely';
import { exportCalendar } from '#shared/calendars/export/export-calendar.ts';
import { nameOfScope } from '#shared/calendars/export/calendar-book.ts';
import type {
  CalendarWish,
  CreatedFeed,
  ExportedCalendar,
  ListedFeeds,
  RevokedFeed,
} from '#shared/replication/calendars.ts';
import { isAboutClients } from '#shared/scheduling/calendar-scope.ts';
import { EARLIEST } from '#shared/time/instant.ts';
import type { Readings } from '#server/authority/audit/readings.ts';
import { createFeed, listFeeds, revokeFeed, type Revoking } from '#server/authority/calendars/feeds.ts';
import { readBook } from '#server/authority/calendars/read-book.ts';
import { readFeed } from '#server/authority/calendars/read-feed.ts';
import type { Clock } from '#server/authority/clock.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { roleAtDesk } from '#server/authority/role-at-desk.ts';
import type { Schema } from '#server/database/schema.ts';
import { withTenant } from '#server/database/tenant-scope.ts';

/** Calendars as files and at secret addresses; the rules are IC1 to IC9 in shared/calendars/SPEC.md. */
export type Calendars = {
  export(desk: DeskIdentity, wish: CalendarWish): Promise<ExportedCalendar>;
  createFeed(desk: DeskIdentity, wish: CalendarWish): Promise<CreatedFeed>;
  listFeeds(desk: DeskIdentity, actorId: string): Promise<ListedFeeds>;
  revokeFeed(desk: DeskIdentity, wanted: Revoking): Promise<RevokedFeed>;
  /** The text at a feed's address; null where there is none. */
  readFeed(secret: string): Promise<string | null>;
};

export function calendarsOf(db: Kysely<Schema>, clock: Clock, readings: Readings): Calendars {
  return {
    export: async (desk, wish) => {
      const exported = await exportWhole(db, clock, { desk, wish });
      const { actorId, scope, telling } = wish;
      const note = { name: 'calendar.export', deskId: desk.deskId, actorId, scope, telling } as const;
      if (exported.kind === 'exported' && isAboutClients(wish)) await readings.note(desk.tenantId, note);
      return exported;
    },
    createFeed: (desk, wish) => createFeed(db, desk, wish),
    listFeeds: (desk, actorId) => listFeeds(db, desk, actorId),
    revokeFeed: (desk, wanted) => revokeFeed(db, desk, wanted),
    readFeed: (secret) => readFeed({ db, clock, readings }, secret),
  };
}

type Asking = { readonly desk: DeskIdentity; readonly wish: CalendarWish };

/** Names are for those who book; a practitioner gets busy times (IC4). */
async function exportWhole(db: Kysely<Schema>, clock: Clock, { desk, wish }: Asking): Promise<ExportedCalendar> {
  const { tenantId } = desk;
  const { scope, telling, language } = wish;
  return withTenant(
    db,
    tenantId,
    async (tx): Promise<ExportedCalendar> => {
      const role = await roleAtDesk(tx, desk, wish.actorId);
      if (role === null) return { kind: 'refused', code: 'actor-unknown' };
      if (role === 'practitioner' && isAboutClients(wish)) return { kind: 'refused', code: 'not-permitted' };
      const book = await readBook(tx, { tenantId, scope, from: EARLIEST });
      if (book === null) return { kind: 'refused', code: 'calendar-too-large' };
      const text = exportCalendar(book, { scope, telling, language, now: clock() });
      if (text === null) return { kind: 'refused', code: `unknown-${scope.kind}` };
      return { kind: 'exported', name: nameOfScope(scope, book) ?? '', text };
    },
    { isSnapshot: true },
  );
}
