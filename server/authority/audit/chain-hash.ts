import { createHash } from 'node:crypto';

/** One row of a tenant's audit, as it lies there (AU2). */
export type ChainRow = {
  readonly tenantId: string;
  /** From 1, without a gap. */
  readonly position: number;
  /** Microseconds since 1970, in decimals: more than a number holds. */
  readonly recordedAt: string;
  /** What it says, for people: `appointment.move`. Empty where its command is missing. */
  readonly name: string;
  /** JSON texts, one value each; null where its command is missing. */
  readonly content: readonly string[] | null;
  /** SHA-256 in hexadecimal, as both are here. */
  readonly previousHash: string;
  readonly hash: string;
};

/** Where a chain ends. */
export type ChainHead = Pick<ChainRow, 'tenantId' | 'position' | 'hash'>;

/** What stands before the first row. */
export const NO_HASH = '00'.repeat(32);

/**
 * The hash that a row has to have after another one: over that one's hash, and over its own values as one JSON array in
 * PostgreSQL's spelling, which `audit_append` in the migrations spells the same way. @returns hexadecimal.
 */
export function chainHash(previousHash: string, row: Omit<ChainRow, 'previousHash' | 'hash' | 'name'>): string {
  const { tenantId, position, recordedAt, content } = row;
  const values = ['"frontdesk-audit-1"', JSON.stringify(tenantId), String(position), recordedAt, ...(content ?? [])];
  return createHash('sha256')
    .update(Buffer.from(previousHash, 'hex'))
    .update(`[${values.join(', ')}]`)
    .digest('hex');
}
