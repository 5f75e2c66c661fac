import { createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { BackupFailure } from '#server/backup/backup-failure.ts';
import type { BackupHeader } from '#server/backup/backup-header.ts';

/** What opens a backup, and nothing else does: a passphrase's characters, or a key file's bytes. */
export type BackupSecret = { readonly kind: 'passphrase' | 'key-file'; readonly bytes: Buffer };

type NewKey = { readonly key: Buffer; readonly header: BackupHeader };

const shortest = { passphrase: 12, 'key-file': 32 } as const;

/** Names are written in one form, so that the same passphrase typed on another keyboard is the same. */
export function passphrase(words: string): BackupSecret {
  return { kind: 'passphrase', bytes: Buffer.from(words.normalize('NFKC'), 'utf8') };
}

/** A key for one new backup. @throws BackupFailure */
export async function newKey(secret: BackupSecret, createdAt: Date, costLog2 = 17): Promise<NewKey> {
  if (secret.bytes.length < shortest[secret.kind]) throw new BackupFailure('weak-passphrase');
  const salt = randomBytes(16).toString('base64url');
  const { key, keyCheck } = await derive(secret, salt, costLog2);
  return { key, header: { createdAt: createdAt.toISOString(), salt, costLog2, keyCheck } };
}

/** The key of a backup that is there. @throws BackupFailure */
export async function keyOf(secret: BackupSecret, { salt, costLog2, keyCheck }: BackupHeader): Promise<Buffer> {
  const derived = await derive(secret, salt, costLog2);
  const [expected, found] = [keyCheck, derived.keyCheck].map((text) => Buffer.from(text));
  const isRight = expected?.length === found?.length && timingSafeEqual(expected ?? salt0, found ?? salt0);
  if (!isRight) throw new BackupFailure('wrong-passphrase');
  return derived.key;
}

const salt0 = Buffer.alloc(0);

function derive(secret: BackupSecret, salt: string, costLog2: number): Promise<{ key: Buffer; keyCheck: string }> {
  const cost = { N: 2 ** costLog2, r: 8, p: 1, maxmem: 2 ** costLog2 * 1_024 + 64 * 1_048_576 };
  return new Promise((resolve, reject) => {
    scrypt(secret.bytes, Buffer.from(salt, 'base64url'), 64, cost, (error, bytes) => {
      if (error !== null) return reject(error);
      const keyCheck = createHmac('sha256', bytes.subarray(32)).update('frontdesk backup').digest('base64url');
      resolve({ key: bytes.subarray(0, 32), keyCheck });
    });
  });
}
