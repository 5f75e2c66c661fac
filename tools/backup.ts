import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { backUpEmbedded } from '#server/backup/back-up-embedded.ts';
import { verifyBackup } from '#server/backup/read-backup.ts';
import { defaultDataDir } from '#server/database/data-dir.ts';
import { Stop } from '#tools/bootstrap/step.mjs';
import { backupTool, type BackupOptions, fromCaller } from '#tools/backup/backup-tool.ts';
import { askSecret } from '#tools/backup/ask-secret.ts';

const usage = `npm run backup [-- options]
  --to FILE              where to (default: the folder "backups" in the data folder)
  --verify FILE          makes none; reads this one to its end and says whether it is whole
  --data DIR             the data folder, as for npm start
  --key-file FILE        a file of at least 32 random bytes instead of a passphrase
  --passphrase-file FILE the passphrase is this file's first line; else FRONTDESK_BACKUP_PASSPHRASE, else you are asked

The server may go on running. A hosted PostgreSQL has tools of its own: docs/BACKUP.md.`;

await backupTool(usage, async (options, positionals) => {
  if (positionals.length > 0) throw new Stop(usage);
  if (options.verify !== undefined) return verify(fromCaller(options.verify), options);
  const dataDir = options.data === undefined ? defaultDataDir() : fromCaller(options.data);
  const now = new Date();
  const path = options.to === undefined ? join(dataDir, 'backups', nameOf(now)) : fromCaller(options.to);
  const secret = await askSecret(options, 'new');
  if ((await stat(dataDir).catch(() => null)) !== null) await mkdir(dirname(path), { recursive: true });
  const bytes = await backUpEmbedded({ dataDir, path, secret, now });
  console.log(`backup ${path} (${(bytes / 1_048_576).toFixed(1)} MB)`);
});

async function verify(path: string, options: BackupOptions): Promise<void> {
  const lines = await verifyBackup(path, await askSecret(options, 'known'));
  console.log(`whole: ${lines} lines, every one as it was written`);
}

function nameOf(now: Date): string {
  return `frontdesk-${now.toISOString().slice(0, 19).replaceAll(':', '')}Z.backup`;
}
