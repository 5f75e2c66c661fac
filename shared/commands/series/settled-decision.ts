import { accept, type Change, type Decision } from '#shared/commands/decision.ts';
import type { Conflict } from '#shared/scheduling/conflict.ts';

/** Displaced when any occurrence waits in the inbox; the others are booked all the same (SR3). */
export function settledDecision(changes: readonly Change[], conflicts: readonly Conflict[]): Decision {
  return conflicts.length === 0 ? accept(changes) : { kind: 'displaced', changes, conflicts: conflicts.slice(0, 50) };
}
