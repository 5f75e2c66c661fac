import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeOnce } from '#server/authority/audit/write-once.ts';

const keyFile = 'audit-key';

/** What this installation signs heads with (Ed25519), made at the first use; readable by the server's user alone. */
export async function auditKey(dataDir: string): Promise<KeyObject> {
  const known = await existingAuditKey(dataDir);
  if (known !== null) return known;
  const fresh = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  await mkdir(dataDir, { recursive: true });
  await writeOnce(join(dataDir, keyFile), fresh.privateKey);
  return createPrivateKey(await readFile(join(dataDir, keyFile)));
}

/** Null where nothing was ever signed. */
export async function existingAuditKey(dataDir: string): Promise<KeyObject | null> {
  const pem = await readFile(join(dataDir, keyFile)).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  return pem === null ? null : createPrivateKey(pem);
}
