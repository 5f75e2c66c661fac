import { sql } from 'kysely';
import type { CalendarScope, CalendarTelling } from '#shared/scheduling/calendar-scope.ts';
import type { Tx } from '#server/database/tenant-scope.ts';

/**
 * What the audit says besides commands: who was given personal data (AU5), and what was done to the clinic, or tried, in
 * another way (AU9). Ids and settings; nothing of what somebody saw or typed.
 */
export type AuditNote =
  | { readonly name: 'session.sign-in'; readonly deskId: string; readonly actorId: string }
  | { readonly name: SignInFailure; readonly deskId: string; readonly personId: string }
  | { readonly name: 'desk.enrol'; readonly deskId: string; readonly deskName: string }
  | {
      readonly name: 'holds.set-minutes';
      readonly deskId: string;
      readonly actorId: string;
      readonly minutes: number;
      readonly outcome: 'set' | 'actor-unknown' | 'not-permitted';
    }
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
 * What a desk is sent: all of a collection with people in it, because it has nothing of it that this server knows, or for a new
 * week; what changed there; a stretch of time that
 * desks do not carry; who did what to an appointment.
 */
export type DeskReading = 'sync.copy' | 'sync.new-week' | 'sync.changes' | 'range.read' | 'history.read';

/**
 * A wrong PIN; the wrong one after which nobody may try for a while; a try in that while; a try as somebody who does not
 * work here.
 */
export type SignInFailure =
  | 'session.wrong-pin'
  | 'session.lock-out'
  | 'session.try-while-locked'
  | 'session.try-as-nobody';

/** The last statement of its transaction: what comes after it would wait with the chain in hand (AU2). */
export async function appendNote(
  tx: Tx,
  tenantId: string,
  note: AuditNote & { readonly once?: string },
): Promise<void> {
  await sql`select audit_append(${tenantId}, null, ${JSON.stringify(note)}::jsonb)`.execute(tx);
}
