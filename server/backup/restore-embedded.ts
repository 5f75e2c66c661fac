import { copyFile, mkdir, realpath } from 'node:fs/promises';
import { asBackupFailure, BackupFailure } from '#server/backup/backup-failure.ts';
import type { BackupSecret } from '#server/backup/backup-key.ts';
import { loadTables, type Survey, surveyOf } from '#server/backup/load-tables.ts';
import { type OpenedBackup, openBackup } from '#server/backup/read-backup.ts';
import { type FreeRoom, freeRoom, roomFor } from '#server/backup/room-for.ts';
import { connect } from '#server/database/connect.ts';
import { withoutDetail } from '#server/database/database-error.ts';
import { embeddedConnection } from '#server/database/embedded/bootstrap.ts';
import {
  clusterFolder,
  clusterPassword,
  passwordPath,
  superuser,
  swapCluster,
} from '#server/database/embedded/cluster.ts';
import { findPostmaster } from '#server/database/embedded/postmaster.ts';
import { isServerRunning } from '#server/database/embedded/server-lock.ts';
import { inStaging, removeAbandonedStagings } from '#server/database/embedded/staging.ts';
import { startEmbedded } from '#server/database/embedded/start-embedded.ts';
import { ensureEpoch } from '#server/database/epoch.ts';
import { knownMigrations, migrate } from '#server/database/migrate.ts';

type Restore = {
  readonly dataDir: string;
  readonly path: string;
  readonly secret: BackupSecret;
  readonly now: Date;
  readonly free?: FreeRoom;
};

export type Restored = {
  readonly epoch: string;
  readonly madeAt: Date;
  /** Where the database lies that was here before; null where there was none. */
  readonly kept: string | null;
};

/**
 * Builds a new database from the backup beside the one that is there, and only when it is whole lets them change
 * places; the old one is kept. A new epoch: desks begin anew and offer again what this one lost (RO2).
 * @throws BackupFailure; then nothing has changed.
 */
export async function restoreEmbedded({ dataDir, path, secret, now, free = freeRoom }: Restore): Promise<Restored> {
  const backup = await openBackup(path, secret);
  await mkdir(dataDir, { recursive: true });
  const folder = await realpath(dataDir);
  await refuseWhileRunning(folder);
  await removeAbandonedStagings(folder);
  const survey = await surveyOf(backup.lines());
  await refuseWithoutRoom(folder, survey, free);
  try {
    return await inStaging(folder, async (staging) => {
      // The new cluster is made with the password of this folder, because that is where it will lie.
      await clusterPassword(folder);
      await copyFile(passwordPath(folder), passwordPath(staging));
      const epoch = await build(staging, backup, survey);
      await refuseWhileRunning(folder);
      const kept = await swapCluster(folder, clusterFolder(staging), now);
      return { epoch, madeAt: backup.createdAt, kept };
    });
  } catch (error) {
    throw asBackupFailure(error);
  }
}

/** Rather than filling the disk that a server may be using. */
async function refuseWithoutRoom(folder: string, { lineBytes }: Survey, free: FreeRoom): Promise<void> {
  const room = await free(folder);
  if (room !== null && room < roomFor(lineBytes)) throw new BackupFailure('no-room');
}

async function build(staging: string, backup: OpenedBackup, { migrations }: Survey): Promise<string> {
  const known = (await knownMigrations()).map(({ name }) => name);
  if (migrations.some((name) => !known.includes(name))) throw new BackupFailure('newer-version');
  const engine = await startEmbedded(staging);
  try {
    const connection = await embeddedConnection(engine);
    const owner = await connect(connection);
    const admin = await connect({ ...connection, user: superuser });
    try {
      await migrate(owner, migrations);
      await loadTables(admin, backup.lines());
      await migrate(owner);
      await owner.query("update server_state set birthplace = 'a backup'");
      const epoch = await ensureEpoch(owner);
      await admin.query('vacuum analyze');
      return epoch;
    } catch (error) {
      throw error instanceof BackupFailure ? error : asBackupFailure(withoutDetail(error));
    } finally {
      await owner.end().catch(() => undefined);
      await admin.end().catch(() => undefined);
    }
  } finally {
    await engine.stop();
  }
}

/** A server that was killed leaves its PostgreSQL behind: that one is ended in order. */
async function refuseWhileRunning(folder: string): Promise<void> {
  if ((await findPostmaster(clusterFolder(folder))) === null) return;
  const engine = await startEmbedded(folder);
  if (await isServerRunning(await embeddedConnection(engine))) throw new BackupFailure('server-running');
  await engine.stop();
}
