import type { SignIn } from '#shared/replication/session.ts';
import { type Instant, instant } from '#shared/time/instant.ts';

/** What became of the last PIN. */
export type Attempt =
  | { readonly kind: 'none' | 'checking' | 'done' | 'unknown-offline' | 'failed' }
  | { readonly kind: 'wrong-pin'; readonly attemptsLeft: number }
  | { readonly kind: 'locked'; readonly until: Instant };

/** @param answer null when the check itself failed. */
export function attemptOf(answer: SignIn | { readonly kind: 'unknown-offline' } | null, now: Instant): Attempt {
  switch (answer?.kind) {
    case undefined:
      return { kind: 'failed' };
    case 'signed-in':
      return { kind: 'done' };
    case 'locked':
      return { kind: 'locked', until: instant(now + answer.retryAfterSeconds * 1_000) };
    case 'wrong-pin':
      return { kind: 'wrong-pin', attemptsLeft: answer.attemptsLeft };
    case 'unknown-offline':
      return { kind: 'unknown-offline' };
  }
}

/** Whether another PIN may be typed now. */
export function isOpen(attempt: Attempt, now: Instant): boolean {
  return attempt.kind === 'locked' ? attempt.until <= now : attempt.kind !== 'checking';
}
