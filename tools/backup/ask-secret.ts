import { readFile } from 'node:fs/promises';
import { stdin, stderr } from 'node:process';
import { type BackupSecret, passphrase } from '#server/backup/backup-key.ts';
import type { BackupOptions } from '#tools/backup/backup-tool.ts';
import { fromCaller } from '#tools/backup/backup-tool.ts';
import { Stop } from '#tools/bootstrap/step.mjs';

/** The key file, the passphrase from a file or the environment, or what somebody types unseen; a new one twice. */
export async function askSecret(options: BackupOptions, kind: 'new' | 'known'): Promise<BackupSecret> {
  const keyFile = options['key-file'];
  if (keyFile !== undefined) return { kind: 'key-file', bytes: await read(keyFile) };
  const file = options['passphrase-file'];
  if (file !== undefined) return passphrase((await read(file)).toString('utf8').split(/\r?\n/)[0] ?? '');
  const given = process.env['FRONTDESK_BACKUP_PASSPHRASE'];
  if (given !== undefined && given !== '') return passphrase(given);
  if (!stdin.isTTY) throw new Stop('Name a passphrase: --passphrase-file, --key-file or FRONTDESK_BACKUP_PASSPHRASE.');
  const typed = await type('Passphrase: ');
  if (kind === 'new' && (await type('Once more: ')) !== typed) throw new Stop('Those were two different passphrases.');
  return passphrase(typed);
}

async function read(path: string): Promise<Buffer> {
  try {
    return await readFile(fromCaller(path));
  } catch {
    throw new Stop(`${path} cannot be read.`);
  }
}

/** What is typed is not shown. */
function type(question: string): Promise<string> {
  stderr.write(question);
  stdin.setRawMode(true);
  stdin.resume();
  return new Promise((resolve, reject) => {
    let typed = '';
    const end = (done: () => void): void => {
      stdin.setRawMode(false);
      stdin.pause();
      stdin.off('data', hear);
      stderr.write('\n');
      done();
    };
    const hear = (bytes: Buffer): void => {
      for (const letter of bytes.toString('utf8')) {
        if (letter === '\r' || letter === '\n') return end(() => resolve(typed));
        if (letter === '\u0003') return end(() => reject(new Stop('Stopped.')));
        typed = letter === '\u007f' ? typed.slice(0, -1) : typed + letter;
      }
    };
    stdin.on('data', hear);
  });
}
