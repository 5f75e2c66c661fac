import { createHash, timingSafeEqual } from 'node:crypto';

/** What is kept of an owner's token: who reads the database cannot confirm anybody's hold. */
export function tokenHash(ownerToken: string): Buffer {
  return createHash('sha256').update(ownerToken).digest();
}

export function ownsHold(hold: { readonly tokenHash: Buffer }, ownerToken: string): boolean {
  return timingSafeEqual(hold.tokenHash, tokenHash(ownerToken));
}
