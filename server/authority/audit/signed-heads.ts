import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import type { ChainHead } from '#server/authority/audit/chain-hash.ts';

const FORMAT = 'frontdesk-audit-heads-1';

const headSchema = z.strictObject({
  tenantId: z.uuid(),
  position: z.int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
const statementSchema = z.strictObject({
  format: z.literal(FORMAT),
  takenAt: z.iso.datetime(),
  heads: z.array(headSchema).readonly(),
  /** Ed25519, as SPKI in base64. */
  publicKey: z.base64(),
});
const fileSchema = z.strictObject({ ...statementSchema.shape, signature: z.base64() });

export type SignedHeads = Readonly<z.infer<typeof fileSchema>>;

/** Where every clinic's audit ended at a moment, in words that nobody else could have written (AU8). */
export function signHeads(heads: readonly ChainHead[], key: KeyObject, takenAt: Date): SignedHeads {
  const publicKey = spki(key).toString('base64');
  const statement = { format: FORMAT, takenAt: takenAt.toISOString(), heads, publicKey } as const;
  return { ...statement, signature: sign(null, wordsOf(statement), key).toString('base64') };
}

/** What the text of such a file says; null when it is none, or was changed after it was signed. */
export function readSignedHeads(text: string): SignedHeads | null {
  const file = fileSchema.safeParse(jsonOf(text));
  if (!file.success) return null;
  const { signature, ...statement } = file.data;
  return isSigned(statement, signature) ? file.data : null;
}

/** What people compare: the first sixteen bytes of the public key's SHA-256. */
export function fingerprint(publicKey: Buffer): string {
  const digest = createHash('sha256').update(publicKey).digest('hex');
  return (digest.slice(0, 32).match(/.{4}/g) ?? []).join(' ');
}

export function spki(key: KeyObject): Buffer {
  return createPublicKey(key).export({ type: 'spki', format: 'der' });
}

function isSigned(statement: z.infer<typeof statementSchema>, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(statement.publicKey, 'base64'), type: 'spki', format: 'der' });
    const isEd25519 = key.asymmetricKeyType === 'ed25519';
    return isEd25519 && verify(null, wordsOf(statement), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

/** One text for one statement, whatever the order and spacing in the file. */
function wordsOf({ format, takenAt, heads, publicKey }: z.infer<typeof statementSchema>): Buffer {
  const rows = heads.map(({ tenantId, position, hash }) => [tenantId, position, hash]);
  return Buffer.from(JSON.stringify([format, takenAt, rows, publicKey]));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
