import type { DatabaseSync } from 'node:sqlite';
import { inTransaction, orStorageFailure } from '#electron/main/desk-database.ts';
import { must } from '#shared/lib/must.ts';
import type { Outbox, OutboxEntry } from '#shared/desktop/outbox.ts';
import { newRow, type OutboxRow, readRow, readRows, verdictText } from '#shared/desktop/outbox-row.ts';

/** The outbox on the desktop (F20). AUTOINCREMENT is its counter: persisted, never reused, no clock (F1). */
export function sqliteOutbox(database: DatabaseSync): Outbox {
  const byId = database.prepare('select * from commands where id = ?');
  const insert = database.prepare(
    `insert into commands (id, command, state, attempts) values (?, ?, ?, 0) on conflict (id) do nothing`,
  );
  const select = database.prepare(`select * from commands where state = 'pending' or sequence >= ? order by sequence`);
  const attempt = database.prepare('update commands set attempts = attempts + 1 where id = ?');
  const decide = database.prepare(
    `update commands set state = 'decided', verdict = ? where id = ? and state = 'pending'`,
  );
  const dismiss = database.prepare(
    `update commands set state = 'dismissed', dismissedBy = ? where id = ? and state = 'decided'`,
  );
  const offerAgain = database.prepare(
    `update commands set state = 'pending', verdict = null, attempts = 0, dismissedBy = null
       where sequence >= ? and state <> 'pending' and json_extract(verdict, '$.kind') <> 'refused'`,
  );
  const prune = database.prepare(
    `delete from commands where sequence < ? and (state = 'dismissed'
       or (state = 'decided' and json_extract(verdict, '$.kind') in ('accepted', 'adjusted')))`,
  );
  return {
    append: async (draft) =>
      orStorageFailure((): OutboxEntry => {
        const { id, command, state } = newRow(draft);
        insert.run(id, command, state);
        return must(readRow(asRow(byId.get(id))), `outbox row ${id} cannot be read back`);
      }),
    entries: async (sinceSequence) => orStorageFailure(() => readRows(select.all(sinceSequence).map(asRow))),
    recordAttempt: async (ids) =>
      orStorageFailure(() => inTransaction(database, () => ids.forEach((id) => attempt.run(id)))),
    recordVerdicts: async (verdicts) =>
      orStorageFailure(() =>
        inTransaction(database, () =>
          verdicts.forEach(({ commandId, verdict }) => decide.run(verdictText(verdict), commandId)),
        ),
      ),
    dismiss: async (commandId, personId) => orStorageFailure(() => void dismiss.run(personId, commandId)),
    offerAgain: async (sinceSequence) => orStorageFailure(() => void offerAgain.run(sinceSequence)),
    prune: async (belowSequence) => orStorageFailure(() => void prune.run(belowSequence)),
  };
}

function asRow(row: unknown): OutboxRow {
  // The table's own strict columns are the row's fields.
  return row as OutboxRow;
}
