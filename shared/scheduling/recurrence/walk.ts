import type { Plan } from '#shared/scheduling/recurrence/plan.ts';
import { walkLibrary } from '#shared/scheduling/recurrence/walk-library.ts';
import { type Walk, type WalkEnd, walkPlain } from '#shared/scheduling/recurrence/walk-plain.ts';

/** Visits a rule's occurrences in order, in wall time. */
export function walkRule(plan: Plan, walk: Walk): WalkEnd {
  return plan.periods === null ? walkLibrary(plan, walk) : walkPlain(plan, plan.periods, walk);
}
