import type { HoldRow } from '#server/authority/holds/hold-tx.ts';
import type { Instant } from '#shared/time/instant.ts';
import type { Transaction } from '#tests/simulation/store/memory-engine.ts';

export type ConfirmedHold = {
  readonly at: Instant;
  readonly row: Pick<HoldRow, 'expiresAt' | 'endedAt'> | undefined;
};

/** What is known of holds apart from what the authority says, wherever they are kept. */
export type HoldRecord = {
  deskOf(tenantId: string, holdId: string): string | null;
  /** The latest that anybody was ever told. */
  expiryOf(tenantId: string, holdId: string): Instant | null;
  beganAt(transaction: Transaction): Instant;
  /** As it was when this transaction made sure of it last; at no time where it never did. */
  asConfirmed(transaction: Transaction, holdId: string): ConfirmedHold;
};
