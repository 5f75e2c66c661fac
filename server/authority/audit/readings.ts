import type { Kysely } from 'kysely';
import { appendNote, type AuditNote } from '#server/authority/audit/append-note.ts';
import type { Clock } from '#server/authority/clock.ts';
import type { Schema } from '#server/database/schema.ts';
import { withTenant } from '#server/database/tenant-scope.ts';

export type Readings = {
  note(tenantId: string, note: AuditNote): Promise<void>;
  /** The same note is written once an hour (AU6); resolves when it is in the audit, whoever wrote it. */
  noteHourly(tenantId: string, note: AuditNote): Promise<void>;
};

export function readingsOf(db: Kysely<Schema>, clock: Clock): Readings {
  /** What was noted in this hour, or is being noted, by this process: most readings cost nothing. */
  const noted = new Map<string, Promise<void>>();
  let currentHour = '';
  const append = (tenantId: string, note: AuditNote & { readonly once?: string }): Promise<void> =>
    withTenant(db, tenantId, (tx) => appendNote(tx, tenantId, note));
  return {
    note: append,
    noteHourly: (tenantId, note) => {
      const hour = new Date(clock()).toISOString().slice(0, 13);
      if (hour !== currentHour) noted.clear();
      currentHour = hour;
      const once = `${hour} ${JSON.stringify(note)}`;
      const key = `${tenantId} ${once}`;
      const known = noted.get(key);
      if (known !== undefined) return known;
      const noting = append(tenantId, { ...note, once });
      noted.set(key, noting);
      noting.catch(() => noted.delete(key));
      return noting;
    },
  };
}
