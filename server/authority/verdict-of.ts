import type { Decision } from '#shared/commands/decision.ts';
import type { RefusalCode } from '#shared/commands/refusal.ts';
import type { Revision, Verdict } from '#shared/commands/verdict.ts';
import type { Instant } from '#shared/time/instant.ts';

/** The decision in the words of the wire. */
export function verdictOf(decision: Decision, decidedAt: Instant): Verdict {
  if (decision.kind === 'refused') return { kind: 'refused', decidedAt, revisions: [], refusal: decision.refusal };
  const revisions = decision.changes.map(({ collection, document }): Revision => ({
    collection,
    id: document.id,
    version: document.version,
  }));
  if (decision.kind === 'displaced')
    return { kind: 'displaced', decidedAt, revisions, conflicts: [...decision.conflicts] };
  const adjustments = [...decision.adjustments];
  return adjustments.length === 0
    ? { kind: 'accepted', decidedAt, revisions }
    : { kind: 'adjusted', decidedAt, revisions, adjustments };
}

export function refusedVerdict(code: RefusalCode, decidedAt: Instant, field = ''): Verdict {
  return { kind: 'refused', decidedAt, revisions: [], refusal: { code, field, conflicts: [] } };
}
