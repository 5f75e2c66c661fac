import { createHash, randomBytes } from 'node:crypto';

/** The clinic, so that the feed is looked for among its rows alone, and 256 random bits that prove it. */
const pattern = /^([0-9a-f]{32})([A-Za-z0-9_-]{43})$/;

export type FeedSecret = { readonly tenantId: string; readonly hash: Buffer };

export function newFeedSecret(tenantId: string): { readonly text: string; readonly hash: Buffer } {
  const secret = randomBytes(32).toString('base64url');
  return { text: `${tenantId.replaceAll('-', '')}${secret}`, hash: hashOf(secret) };
}

/** Whose feed an address asks for; null when no feed has such an address. */
export function readFeedSecret(text: string): FeedSecret | null {
  const [, digits, secret] = pattern.exec(text) ?? [];
  if (digits === undefined || secret === undefined) return null;
  const tenantId = digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { tenantId, hash: hashOf(secret) };
}

/** 256 random bits, which no slow hash would make harder to guess. */
function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
