import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import { BackupFailure } from '#server/backup/backup-failure.ts';
import type { BackupSecret } from '#server/backup/backup-key.ts';
import { dumpTables } from '#server/backup/dump-tables.ts';
import { writeBackup } from '#server/backup/write-backup.ts';
import { clusterFolder } from '#server/database/embedded/cluster.ts';
import { visitEmbedded } from '#server/database/embedded/visit-embedded.ts';
import { noteInAudits } from '#server/database/note-in-audits.ts';

type EmbeddedBackup = {
  readonly dataDir: string;
  readonly path: string;
  readonly secret: BackupSecret;
  readonly now: Date;
};

/** Backs the embedded database up, while its server runs or while it does not. @returns bytes. @throws BackupFailure */
export async function backUpEmbedded({ dataDir, ...target }: EmbeddedBackup): Promise<number> {
  const found = await stat(join(clusterFolder(dataDir), 'PG_VERSION')).catch(() => null);
  if (found === null) throw new BackupFailure('nothing-there');
  return visitEmbedded(dataDir, (client) => writeBackup(notedDump(client, target.now), target));
}

/** Noted first, so that the backup says of itself that it was made (AU7). */
async function* notedDump(client: Client, now: Date): AsyncGenerator<string> {
  await noteInAudits(client, { name: 'backup.make', at: now.toISOString() });
  yield* dumpTables(client);
}
