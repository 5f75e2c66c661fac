import { type Kysely, sql } from 'kysely';
import { type Person, personSchema } from '#shared/scheduling/person.ts';
import { hashPin } from '#server/authority/pin-hash.ts';
import { CHANGES_CHANNEL } from '#server/database/changes.ts';
import type { Schema } from '#server/database/schema.ts';
import { withTenant } from '#server/database/tenant-scope.ts';

export type PersonDraft = Omit<Person, 'version'>;

/** Writes a person, and their PIN where one is given; the same again changes nothing. */
export async function putPerson(
  db: Kysely<Schema>,
  tenantId: string,
  draft: PersonDraft,
  pin: string | null,
): Promise<void> {
  const secret = pin === null ? null : await hashPin(pin);
  // Keys in one order, and none that a person does not have.
  const { version: _version, ...fields } = personSchema.parse({ ...draft, version: 1 });
  await withTenant(db, tenantId, async (tx) => {
    const { rows } = await sql`
      insert into person as held (tenant_id, id, doc)
      values (${tenantId}, ${draft.id}, ${JSON.stringify({ ...fields, version: 1 })})
      on conflict (tenant_id, id) do update
        set doc = excluded.doc || jsonb_build_object('version', held.version + 1)
        where held.doc - 'version' <> excluded.doc - 'version'
      returning id`.execute(tx);
    if (secret !== null) {
      await sql`
        insert into person_pin (tenant_id, person_id, salt, hash) values (${tenantId}, ${draft.id}, ${secret.salt}, ${secret.hash})
        on conflict (tenant_id, person_id) do update
          set salt = excluded.salt, hash = excluded.hash, failures = 0, locked_until = null`.execute(tx);
    }
    if (rows.length > 0) await sql`select pg_notify(${CHANGES_CHANNEL}, ${tenantId})`.execute(tx);
  });
}

/** Lets this person's commands be believed from this desk, as signing in there does. */
export async function bindPerson(
  db: Kysely<Schema>,
  desk: { tenantId: string; deskId: string },
  personId: string,
): Promise<void> {
  await withTenant(db, desk.tenantId, async (tx) => {
    await sql`
      insert into desk_person (tenant_id, desk_id, person_id) values (${desk.tenantId}, ${desk.deskId}, ${personId})
      on conflict (tenant_id, desk_id, person_id) do update set signed_in_at = now()`.execute(tx);
  });
}
