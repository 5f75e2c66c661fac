import { must } from '#shared/lib/must.ts';
import type { Outbox } from '#shared/desktop/outbox.ts';
import {
  mayForget,
  newRow,
  offeredAgain,
  type OutboxRow,
  readRow,
  readRows,
  verdictText,
} from '#shared/desktop/outbox-row.ts';
import { type DeskDatabase, orStorageFailure } from '#renderer/replica/storage/indexed-db.ts';

/** The outbox in a plain browser. Every write is on disk when its promise resolves (F17). */
export function indexedDbOutbox(database: DeskDatabase): Outbox {
  return {
    append: (draft) =>
      write(database, async (commands) => {
        const known = await commands.index('id').get(draft.id);
        const row = newRow(draft);
        const sequence = known?.sequence ?? (await commands.add(row));
        return must(readRow({ ...(known ?? row), sequence }), `outbox row ${draft.id} cannot be read back`);
      }),
    entries: (sinceSequence) => orStorageFailure(() => entries(database, sinceSequence)),
    recordAttempt: (commandIds) => change(database, commandIds, (row) => ({ ...row, attempts: row.attempts + 1 })),
    recordVerdicts: (verdicts) => {
      const texts = new Map(verdicts.map(({ commandId, verdict }) => [commandId, verdictText(verdict)]));
      return change(database, [...texts.keys()], (row) => {
        const verdict = texts.get(row.id);
        return row.state !== 'pending' || verdict === undefined ? row : { ...row, state: 'decided', verdict };
      });
    },
    dismiss: (commandId, personId) =>
      change(database, [commandId], (row) =>
        row.state === 'decided' ? { ...row, state: 'dismissed', dismissedBy: personId } : row,
      ),
    offerAgain: (sinceSequence) =>
      write(database, async (commands) => {
        const range = IDBKeyRange.lowerBound(sinceSequence);
        for (let cursor = await commands.openCursor(range); cursor !== null; cursor = await cursor.continue()) {
          const row = offeredAgain(cursor.value);
          if (row !== cursor.value) await cursor.update(row);
        }
      }),
    prune: (belowSequence) =>
      write(database, async (commands) => {
        const range = IDBKeyRange.upperBound(belowSequence, true);
        for (let cursor = await commands.openCursor(range); cursor !== null; cursor = await cursor.continue()) {
          const entry = readRow({ ...cursor.value, sequence: cursor.key });
          if (entry !== null && mayForget(entry)) await cursor.delete();
        }
      }),
  };
}

async function entries(database: DeskDatabase, sinceSequence: number): ReturnType<Outbox['entries']> {
  const rows = await database.getAll('commands');
  const wanted = rows.filter((row) => row.state === 'pending' || (row.sequence ?? 0) >= sinceSequence);
  return readRows(
    wanted.map((row): OutboxRow => ({ ...row, sequence: must(row.sequence, 'a stored row has its key') })),
  );
}

function change(database: DeskDatabase, ids: readonly string[], to: (row: Row) => Row): Promise<void> {
  return write(database, async (commands) => {
    for (const id of ids) {
      const row = await commands.index('id').get(id);
      if (row !== undefined) await commands.put(to(row));
    }
  });
}
type Row = Omit<OutboxRow, 'sequence'> & { sequence?: number };

type CommandStore = ReturnType<typeof openCommands>['store'];

function openCommands(database: DeskDatabase) {
  return database.transaction('commands', 'readwrite', { durability: 'strict' });
}

function write<Value>(database: DeskDatabase, work: (commands: CommandStore) => Promise<Value>): Promise<Value> {
  return orStorageFailure(async () => {
    const transaction = openCommands(database);
    const value = work(transaction.store);
    // Both are awaited at once: when the disk is full, the work and the transaction reject together.
    const [result] = await Promise.all([value, transaction.done]);
    return result;
  });
}
