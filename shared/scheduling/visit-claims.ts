import type { Phase } from '#shared/scheduling/appointment.ts';
import type { Claim } from '#shared/scheduling/claim.ts';
import { type Instant, plusMinutes } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';

/** When and with whom a visit takes place; what its claims are derived from. */
export type Visit = {
  readonly start: Instant;
  readonly phases: readonly Phase[];
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
};

/** A claim that has no lane yet. */
export type ClaimWish = Omit<Claim, 'lane'>;

export function visitEnd(visit: Pick<Visit, 'start' | 'phases'>): Instant {
  return visit.phases.reduce((at, phase) => plusMinutes(at, phase.minutes), visit.start);
}

/** What the visit occupies, by resource: its phases, joined where they touch, with a buffer before and after. */
export function wishesByResource(visit: Visit): ReadonlyMap<string, readonly ClaimWish[]> {
  const spans = spansByResource(visit);
  return new Map([...spans].map(([resourceId, busy]) => [resourceId, withBuffers(visit, resourceId, busy)]));
}

function spansByResource(visit: Visit): Map<string, Interval[]> {
  const spans = new Map<string, Interval[]>();
  let start = visit.start;
  for (const phase of visit.phases) {
    const end = plusMinutes(start, phase.minutes);
    for (const resourceId of new Set(phase.resourceIds)) extend(spans, resourceId, { start, end });
    start = end;
  }
  return spans;
}

function extend(spans: Map<string, Interval[]>, resourceId: string, next: Interval): void {
  const busy = spans.get(resourceId) ?? [];
  const last = busy.at(-1);
  if (last?.end === next.start) busy[busy.length - 1] = { start: last.start, end: next.end };
  else busy.push(next);
  spans.set(resourceId, busy);
}

function withBuffers(visit: Visit, resourceId: string, busy: readonly Interval[]): readonly ClaimWish[] {
  const wishes = busy.map((span): ClaimWish => ({ resourceId, ...span, part: 'visit' }));
  const first = busy[0];
  const last = busy.at(-1);
  if (first === undefined || last === undefined) return wishes;
  const before = { start: plusMinutes(first.start, -visit.bufferBeforeMinutes), end: first.start };
  const after = { start: last.end, end: plusMinutes(last.end, visit.bufferAfterMinutes) };
  const buffers = [before, after].filter((span) => span.start < span.end);
  return [...wishes, ...buffers.map((span): ClaimWish => ({ resourceId, ...span, part: 'buffer' }))];
}
