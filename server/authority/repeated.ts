import type { Verdict } from '#shared/commands/verdict.ts';
import type { Stored } from '#server/authority/store.ts';
import { refusedVerdict } from '#server/authority/verdict-of.ts';

/** The same answer as before, for ever (I4); another command under a used id is refused, and changes nothing. */
export function repeated({ hash, verdict }: Stored, hashNow: Buffer): Verdict {
  return hash.equals(hashNow) ? verdict : refusedVerdict('command-id-reused', verdict.decidedAt);
}
