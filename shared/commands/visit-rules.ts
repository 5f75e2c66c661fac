import type { RefusalCode } from '#shared/commands/refusal.ts';
import type { Phase } from '#shared/scheduling/appointment.ts';
import { visitEnd } from '#shared/scheduling/visit-claims.ts';
import { type Instant, LATEST, minutesBetween } from '#shared/time/instant.ts';

export const LONGEST_VISIT_MINUTES = 1440;

/** What is wrong with a visit's own shape, whatever else is booked; null when nothing is. */
export function visitFault(visit: { start: Instant; phases: readonly Phase[] }): RefusalCode | null {
  const end = visitEnd(visit);
  if (minutesBetween(visit.start, end) > LONGEST_VISIT_MINUTES) return 'too-long';
  if (end > LATEST) return 'year-out-of-range';
  if (visit.phases.some(namesAResourceTwice)) return 'same-resource-twice';
  if (visit.phases.every((phase) => phase.resourceIds.length === 0)) return 'no-resource';
  return null;
}

function namesAResourceTwice(phase: Phase): boolean {
  return new Set(phase.resourceIds).size < phase.resourceIds.length;
}
