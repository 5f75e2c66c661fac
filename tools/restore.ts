import { restoreEmbedded } from '#server/backup/restore-embedded.ts';
import { defaultDataDir } from '#server/database/data-dir.ts';
import { Stop } from '#tools/bootstrap/step.mjs';
import { backupTool, fromCaller } from '#tools/backup/backup-tool.ts';
import { askSecret } from '#tools/backup/ask-secret.ts';

const usage = `npm run restore -- FILE [options]
  --data DIR             the data folder, as for npm start
  --key-file FILE        as for npm run backup
  --passphrase-file FILE as for npm run backup; else FRONTDESK_BACKUP_PASSPHRASE, else you are asked

Stop the server first. The database that is there now is kept beside the new one. Every desk then begins anew and sends
again what came after the backup.`;

await backupTool(usage, async (options, [file, another]) => {
  if (file === undefined || another !== undefined || options.to !== undefined || options.verify !== undefined)
    throw new Stop(usage);
  const dataDir = options.data === undefined ? defaultDataDir() : fromCaller(options.data);
  const secret = await askSecret(options, 'known');
  const { madeAt, kept } = await restoreEmbedded({ dataDir, path: fromCaller(file), secret, now: new Date() });
  console.log(`restored the database of ${madeAt.toISOString()}`);
  if (kept !== null) console.log(`kept the one before in ${kept}`);
});
