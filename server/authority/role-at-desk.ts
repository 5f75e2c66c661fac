import { sql } from 'kysely';
import type { Role } from '#shared/scheduling/person.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import type { Tx } from '#server/database/tenant-scope.ts';

/** The role of somebody who has signed in at this desk and still works here; null for anybody else. */
export async function roleAtDesk(
  tx: Tx,
  { tenantId, deskId }: Pick<DeskIdentity, 'tenantId' | 'deskId'>,
  actorId: string,
): Promise<Role | null> {
  const { rows } = await sql<{ role: Role }>`
    select person.role from desk_person
    join person on person.tenant_id = desk_person.tenant_id and person.id = desk_person.person_id
    where desk_person.tenant_id = ${tenantId} and desk_person.desk_id = ${deskId}
      and desk_person.person_id = ${actorId} and person.is_active`.execute(tx);
  return rows[0]?.role ?? null;
}
