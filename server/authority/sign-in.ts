import { type Kysely, sql } from 'kysely';
import type { SignIn } from '#shared/replication/session.ts';
import type { Person } from '#shared/scheduling/person.ts';
import { appendNote, type SignInFailure } from '#server/authority/audit/append-note.ts';
import type { Clock } from '#server/authority/clock.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { isPin } from '#server/authority/pin-hash.ts';
import type { Schema } from '#server/database/schema.ts';
import { type Tx, withTenant } from '#server/database/tenant-scope.ts';

export type Credentials = { readonly personId: string; readonly pin: string };

type PinRow = {
  readonly doc: unknown;
  readonly salt: Buffer;
  readonly hash: Buffer;
  readonly failures: number;
  readonly locked_until: Date | null;
};

const attemptsAllowed = 5;
const lockMs = 60_000;

/**
 * Checks a PIN and binds the person to the desk. The row stays locked during the check, so that guesses made at once
 * are counted one after the other.
 */
export async function signIn(
  db: Kysely<Schema>,
  clock: Clock,
  desk: DeskIdentity,
  { personId, pin }: Credentials,
): Promise<SignIn> {
  return withTenant(db, desk.tenantId, async (tx) => {
    const { rows } = await sql<PinRow>`
      select person.doc, salt, hash, failures, locked_until from person_pin
      join person on person.tenant_id = person_pin.tenant_id and person.id = person_pin.person_id
      where person_pin.tenant_id = ${desk.tenantId} and person_id = ${personId} and person.is_active
      for update of person_pin`.execute(tx);
    const row = rows[0];
    const now = clock();
    if (row === undefined) return turnAway(tx, { desk, personId, now });
    if (row.locked_until !== null && row.locked_until.getTime() > now)
      return stayLocked(tx, { desk, personId, now }, row.locked_until);
    if (await isPin(pin, row)) return welcome(tx, desk, personId, row);
    return countFailure(tx, { desk, personId, row, now });
  });
}

async function welcome(tx: Tx, { tenantId, deskId }: DeskIdentity, personId: string, row: PinRow): Promise<SignIn> {
  await sql`
    update person_pin set failures = 0, locked_until = null
    where tenant_id = ${tenantId} and person_id = ${personId} and failures > 0`.execute(tx);
  await sql`
    insert into desk_person (tenant_id, desk_id, person_id) values (${tenantId}, ${deskId}, ${personId})
    on conflict (tenant_id, desk_id, person_id) do update set signed_in_at = now()`.execute(tx);
  await appendNote(tx, tenantId, { name: 'session.sign-in', deskId, actorId: personId });
  return { kind: 'signed-in', person: row.doc as Person }; // Parsed before it was written.
}

type Failure = { readonly desk: DeskIdentity; readonly personId: string; readonly now: number };

async function countFailure(tx: Tx, failure: Failure & { readonly row: PinRow }): Promise<SignIn> {
  const { desk, personId, row, now } = failure;
  // A lock that has run out gives a fresh set of attempts.
  const failures = (row.locked_until === null ? row.failures : 0) + 1;
  const until = failures >= attemptsAllowed ? new Date(now + lockMs) : null;
  await sql`
    update person_pin set failures = ${failures}, locked_until = ${until}
    where tenant_id = ${desk.tenantId} and person_id = ${personId}`.execute(tx);
  await noteFailure(tx, failure, until === null ? 'session.wrong-pin' : 'session.lock-out');
  return until === null ? { kind: 'wrong-pin', attemptsLeft: attemptsAllowed - failures } : locked(lockMs);
}

async function stayLocked(tx: Tx, failure: Failure, until: Date): Promise<SignIn> {
  await noteFailure(tx, failure, 'session.try-while-locked', `${failure.personId} until ${until.toISOString()}`);
  return locked(until.getTime() - failure.now);
}

async function turnAway(tx: Tx, failure: Failure): Promise<SignIn> {
  await noteFailure(tx, failure, 'session.try-as-nobody', new Date(failure.now).toISOString().slice(0, 13));
  return { kind: 'wrong-pin', attemptsLeft: 0 };
}

/** @param once what is tried again and again is noted once a desk and this (AU9). */
async function noteFailure(tx: Tx, { desk, personId }: Failure, name: SignInFailure, once?: string): Promise<void> {
  const { tenantId, deskId } = desk;
  const mark = once === undefined ? {} : { once: `${name} ${deskId} ${once}` };
  await appendNote(tx, tenantId, { name, deskId, personId, ...mark });
}

function locked(ms: number): SignIn {
  return { kind: 'locked', retryAfterSeconds: Math.ceil(ms / 1000) };
}
