import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { openDeskDatabase } from '#electron/main/desk-database.ts';
import { sqliteOutbox } from '#electron/main/sqlite-outbox.ts';
import { sqliteRecords } from '#electron/main/sqlite-records.ts';
import { type DeskStorage, draft, outboxContract } from '#tests/contract/outbox-contract.ts';

function newFile(): string {
  return join(mkdtempSync(join(tmpdir(), 'frontdesk-outbox-')), 'desk.sqlite');
}

async function open(file = newFile()): Promise<DeskStorage> {
  const database = openDeskDatabase(file);
  return {
    outbox: sqliteOutbox(database),
    records: sqliteRecords(database),
    reopen: () => {
      database.close();
      return open(file);
    },
  };
}

describe('the outbox in SQLite', () => {
  outboxContract(open);

  test('[F15] a file of a newer version is refused and left as it is', async () => {
    const file = newFile();
    await (await open(file)).outbox.append(draft(1));
    const newer = new DatabaseSync(file);
    newer.exec('pragma user_version = 1');
    newer.close();
    await expect(open(file)).rejects.toMatchObject({ reason: 'newer-schema' });
    const kept = new DatabaseSync(file).prepare('select count(*) as rows from commands').get();
    expect(kept).toEqual({ rows: 1 });
  });

  test('[F20] a full disk is said, and what was saved before stays', async () => {
    const file = newFile();
    const database = openDeskDatabase(file);
    const outbox = sqliteOutbox(database);
    await outbox.append(draft(1));
    database.exec('pragma max_page_count = 12');
    const tooMuch = draft(2, { input: { notes: 'x'.repeat(200_000) } });
    await expect(outbox.append(tooMuch)).rejects.toMatchObject({ reason: 'disk-full' });
    expect(await outbox.entries(0)).toHaveLength(1);
  });

  test('every commit is synced', () => {
    const database = openDeskDatabase(newFile());
    expect(database.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(database.prepare('pragma synchronous').get()).toEqual({ synchronous: 2 });
  });
});
