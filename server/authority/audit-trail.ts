import { type Kysely, sql } from 'kysely';
import type { Verdict } from '#shared/commands/verdict.ts';
import type { Schema } from '#server/database/schema.ts';
import { withTenant } from '#server/database/tenant-scope.ts';

/** One command in the history of a document. */
export type AuditEntry = {
  readonly commandId: string;
  /** `appointment.move`. */
  readonly name: string;
  /** Empty for somebody whom the clinic does not know. */
  readonly actorName: string;
  readonly deskName: string;
  /** The server's clock when it decided, and the desk's when the person acted; in milliseconds. */
  readonly at: number;
  readonly deskTime: number;
  readonly verdict: Verdict['kind'];
};

const longestTrail = 200;

/** Every command about the document, whatever became of it; newest first. */
export async function auditTrail(
  db: Kysely<Schema>,
  tenantId: string,
  subjectId: string,
): Promise<readonly AuditEntry[]> {
  const { rows } = await withTenant(db, tenantId, (tx) =>
    sql<{
      id: string;
      name: string;
      actor: string | null;
      desk: string;
      decided_at: Date;
      desk_time: string;
      kind: Verdict['kind'];
    }>`
      select command.id, command.name, person.doc ->> 'name' as actor, desk.name as desk,
        command.decided_at, command.desk_time, command.verdict ->> 'kind' as kind
      from command
      join desk on desk.tenant_id = command.tenant_id and desk.id = command.desk_id
      left join person on person.tenant_id = command.tenant_id and person.id = command.actor_id
      where command.tenant_id = ${tenantId} and command.subject_id = ${subjectId}
      order by command.position desc limit ${longestTrail}`.execute(tx),
  );
  return rows.map((row) => ({
    commandId: row.id,
    name: row.name,
    actorName: row.actor ?? '',
    deskName: row.desk,
    at: row.decided_at.getTime(),
    deskTime: Number(row.desk_time),
    verdict: row.kind,
  }));
}
