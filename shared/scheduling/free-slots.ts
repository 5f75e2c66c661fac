import { assignPhases, type Assignment, type AssignmentRequest } from '#shared/scheduling/assign-phases.ts';
import { locationHours, openWithin } from '#shared/scheduling/opening-hours.ts';
import type { World } from '#shared/scheduling/world.ts';
import { serviceMinutes } from '#shared/scheduling/service.ts';
import { type Instant, instant, plusMinutes } from '#shared/time/instant.ts';
import { snapUp } from '#shared/time/snap.ts';

export type FreeSlot = { readonly start: Instant; readonly assignment: Assignment };

export type SlotSearch = Omit<AssignmentRequest, 'start'> & {
  /** No slot starts before it. */
  readonly from: Instant;
  /** No slot starts at it or later. */
  readonly until: Instant;
  /** Slots start on wall times that are whole multiples of it; `from` itself is tried first when `isFromTried`. */
  readonly stepMinutes: number;
  readonly isFromTried: boolean;
  readonly count: number;
};

/** The next starts at which the service has every place filled and free, soonest first. */
export function freeSlots(search: SlotSearch, world: World): readonly FreeSlot[] {
  const found: FreeSlot[] = [];
  for (const start of startsOf(search)) {
    if (found.length >= search.count) break;
    const assignment = assignPhases({ ...search, start }, world);
    // Somebody who is not on file will not be found at a later time either.
    if (assignment.kind === 'short') break;
    if (assignment.kind === 'free') found.push({ start, assignment });
  }
  return found;
}

function* startsOf(search: SlotSearch): Generator<Instant> {
  const { from, until, stepMinutes, isFromTried, location } = search;
  const minutes = serviceMinutes(search.service);
  const window = { start: from, end: until };
  const open = search.hours === 'ignored' ? [window] : openWithin(locationHours(location), window);
  for (const span of open) {
    const earliest = span.start > from ? span.start : from;
    const latest = search.hours === 'ignored' ? until : instant(Math.min(plusMinutes(span.end, -minutes), until - 1));
    if (isFromTried && earliest === from && from <= latest) yield from;
    let start = snapUp(earliest, stepMinutes, location.zone);
    for (; start <= latest && start < until; start = plusMinutes(start, stepMinutes)) {
      if (!(isFromTried && start === from)) yield start;
    }
  }
}
