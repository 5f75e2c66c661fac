import type { Decision } from '#shared/commands/decision.ts';
import type { Refusal } from '#shared/commands/refusal.ts';
import type { Verdict } from '#shared/commands/verdict.ts';

/** How one command of an import ended. `not-sent`: the run stopped before it. */
export type RowOutcome =
  | { readonly kind: 'imported' }
  | { readonly kind: 'already-there' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'not-sent' };

/** By the server's verdict. An acceptance that wrote nothing found the row imported before. */
export function outcomeOfVerdict(verdict: Verdict): RowOutcome {
  if (verdict.kind === 'refused') return ofRefusal(verdict.refusal);
  return { kind: verdict.revisions.length === 0 ? 'already-there' : 'imported' };
}

/** By `decide()`, for a dry run. */
export function outcomeOfDecision(decision: Decision): RowOutcome {
  if (decision.kind === 'refused') return ofRefusal(decision.refusal);
  return { kind: decision.changes.length === 0 ? 'already-there' : 'imported' };
}

function ofRefusal(refusal: Refusal): RowOutcome {
  return refusal.code === 'already-exists' ? { kind: 'already-there' } : { kind: 'refused', refusal };
}
