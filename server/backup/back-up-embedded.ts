import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BackupFailure } from '#server/backup/backup-failure.ts';
import type { BackupSecret } from '#server/backup/backup-key.ts';
import { dumpTables } from '#server/backup/dump-tables.ts';
import { writeBackup } from '#server/backup/write-backup.ts';
import { connect } from '#server/database/connect.ts';
import { embeddedConnection } from '#server/database/embedded/bootstrap.ts';
import { clusterFolder, superuser } from '#server/database/embedded/cluster.ts';
import { isServerRunning } from '#server/database/embedded/server-lock.ts';
import { startEmbedded } from '#server/database/embedded/start-embedded.ts';

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
  const engine = await startEmbedded(dataDir);
  const connection = await embeddedConnection(engine);
  try {
    const client = await connect({ ...connection, user: superuser });
    try {
      return await writeBackup(dumpTables(client), target);
    } finally {
      await client.end().catch(() => undefined);
    }
  } finally {
    // A server that was started meanwhile uses this PostgreSQL.
    if (!engine.isAdopted && !(await isServerRunning(connection))) await engine.stop();
  }
}
