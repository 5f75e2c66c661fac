import { sql } from 'kysely';
import type { CalendarScope, CalendarTelling } from '#shared/scheduling/calendar-scope.ts';
import type { Tx } from '#server/database/tenant-scope.ts';

/** What the audit says besides commands: who was given personal data (AU5). Ids only; nothing of what they saw. */
export type AuditNote =
  | { readonly name: 'session.sign-in'; readonly deskId: string; readonly actorId: string }
  | { readonly name: DeskReading; readonly deskId: string }
  | {
      readonly name: 'calendar.export';
      readonly deskId: string;
      readonly actorId: string;
      readonly scope: CalendarScope;
      readonly telling: CalendarTelling;
    }
  | { readonly name: 'calendar-feed.read'; readonly feedId: string };

/**
 * What a desk is sent: all of a collection with people in it, from its beginning; what changed there; a stretch of time that
 * desks do not carry; who did what to an appointment.
 */
export type DeskReading = 'sync.copy' | 'sync.changes' | 'range.read' | 'history.read';

/** The last statement of its transaction: what comes after it would wait with the chain in hand (AU2). */
export async function appendNote(
  tx: Tx,
  tenantId: string,
  note: AuditNote & { readonly once?: string },
): Promise<void> {
  await sql`select audit_append(${tenantId}, null, ${JSON.stringify(note)}::jsonb)`.execute(tx);
}
